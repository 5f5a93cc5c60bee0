using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Replay;

namespace Verifier.Tests.Engine.Interception;

/// <summary>The trace tells a failure that was made from one that happened.</summary>
public sealed class ShortageTests : LayerFixture
{
    private const ulong MoreThanThereIs = 1UL << 40;

    [Test]
    public void Exhaustion_is_a_shortage_and_no_injection()
    {
        Intercept();
        Assert.That(Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, MoreThanThereIs, Tag).IsNull);
        Assert.That(Layer.Shortages.Count, Is.EqualTo(1));
        Assert.That(Layer.Failures.Injections, Is.Empty);
        Assert.That(Kinds, Is.EqualTo(new[] { TraceEventKind.Call, TraceEventKind.Return, TraceEventKind.Shortage }));
    }

    [Test]
    public void Exhaustion_that_raises_is_a_shortage()
    {
        Intercept();
        Assert.That(
            () => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool | POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE, MoreThanThereIs, Tag),
            Throws.InstanceOf<KernelException>());
        Assert.That(Layer.Shortages.Count, Is.EqualTo(1));
        Assert.That(Kinds, Is.EqualTo(new[] { TraceEventKind.Call, TraceEventKind.Raise, TraceEventKind.Shortage }));
    }

    [Test]
    public void Injected_failure_is_an_injection_and_no_shortage()
    {
        Intercept(Rule(FaultWhen.Always));
        Assert.That(FailedOf(1), Is.Not.Empty);
        Assert.That(Layer.Shortages.Count, Is.Zero);
        Assert.That(Kinds, Is.EqualTo(new[] { TraceEventKind.Injected }));
    }

    [Test]
    public void Request_that_is_refused_however_much_memory_there_is_is_neither()
    {
        Intercept(Rule(FaultWhen.Always, ddi: "ExAllocatePool2"));
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 64, default).IsNull, "tag 0");
        Assert.That(Layer.Shortages.Count, Is.Zero);
        Assert.That(Layer.Failures.Injections, Is.Empty);
        Assert.That(Layer.Interceptable, Is.Zero);
    }

    [TestCase("retry-exhausted", true)]
    [TestCase("retry-transient", false)]
    public void Run_says_which_one_it_was(string scenario, bool isReal)
    {
        using var runner = new ScenarioRunner();
        var run = runner.Observe(PlanSource.Make(scenario, "retrier-fixed"), new RunOptions { KeepTrace = true });
        Assert.That(run.RealFailures > 0, Is.EqualTo(isReal));
        Assert.That(run.Trace.Count(e => e.Kind == TraceEventKind.Shortage), Is.EqualTo(run.RealFailures));
        Assert.That(run.Injections.IsEmpty, Is.EqualTo(isReal));
        Assert.That(run.Trace.Count(e => e.Kind == TraceEventKind.Injected), Is.EqualTo(run.Injections.Length));
    }

    [Test]
    public void Only_the_shortage_whose_place_is_wanted_has_one_and_the_run_is_the_same()
    {
        using var runner = new ScenarioRunner();
        var plan = PlanSource.Make("retry-exhausted", "retrier");
        var all = runner.Observe(plan, RunOptions.Default);
        var one = runner.Observe(plan, RunOptions.Default with { StackOfShortage = all.Shortages.Length });
        Assert.That(all.Shortages, Has.Length.GreaterThan(1));
        Assert.That(all.Shortages.Select(s => s.Stack.Frames), Has.None.Empty);
        Assert.That(one.Shortages[^1].Stack.Frames, Is.EqualTo(all.Shortages[^1].Stack.Frames));
        Assert.That(one.Shortages.SkipLast(1).Select(s => s.Stack.Frames), Has.All.Empty);
        Assert.That(one.TraceHash, Is.EqualTo(all.TraceHash));
    }

    private IEnumerable<TraceEventKind> Kinds => Trace.Events.Select(e => e.Kind);
}
