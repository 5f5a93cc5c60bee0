using System.Collections.Immutable;
using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Interception;

/// <summary>Each word of <c>when:</c> and <c>where:</c>, alone, with its boundary cases: which of a row of calls fail.</summary>
public sealed class RuleWordTests : LayerFixture
{
    private static readonly int[] All10 = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    [Test]
    public void Nth_fails_that_call_only()
    {
        Intercept(Rule(Nth(3)));
        Assert.That(FailedOf(10), Is.EqualTo(new[] { 3 }));
        Assert.That(State, Is.EqualTo(RuleFinalState.Exhausted));
    }

    [Test]
    public void Nth_takes_lists_and_ranges()
    {
        Intercept(Rule(new FaultWhen { Nth = [new OrdinalRange(3, 3), new OrdinalRange(7, 9)] }));
        Assert.That(FailedOf(10), Is.EqualTo(new[] { 3, 7, 8, 9 }));
    }

    [Test]
    public void Nth_beyond_the_last_call_is_never_reached()
    {
        Intercept(Rule(Nth(11)));
        Assert.That(FailedOf(10), Is.Empty);
        Assert.That(State, Is.EqualTo(RuleFinalState.NeverReached));
    }

    [Test]
    public void Nth_counts_eligible_calls_only()
    {
        Intercept(Rule(Nth(2), new FaultWhere { Size = new Comparison(100, long.MaxValue) }));
        Assert.That(FailedOf(3, bytes: 64), Is.Empty);
        Assert.That(FailedOf(3, bytes: 100), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public void Ordinal_counts_every_interceptable_call()
    {
        Intercept(Rule(new FaultWhen { Ordinal = [new OrdinalRange(4, 4)] }));
        FailedOf(2, bytes: 8);
        Assert.That(FailedOf(3), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public void Interval_fails_every_kth_eligible_call()
    {
        Intercept(Rule(new FaultWhen { Interval = 4 }));
        Assert.That(FailedOf(10), Is.EqualTo(new[] { 4, 8 }));
    }

    [Test]
    public void Times_ends_the_failing()
    {
        Intercept(Rule(new FaultWhen { Interval = 2, Times = 2 }));
        Assert.That(FailedOf(10), Is.EqualTo(new[] { 2, 4 }));
        Assert.That(State, Is.EqualTo(RuleFinalState.Exhausted));
    }

    [Test]
    public void Space_lets_that_many_bytes_pass_first()
    {
        Intercept(Rule(new FaultWhen { Space = 160 }));
        Assert.That(FailedOf(10), Is.EqualTo(new[] { 4, 5, 6, 7, 8, 9, 10 }), "three calls of 64 bytes use 160 bytes up");
    }

    [Test]
    public void Limit_fails_while_live_bytes_would_exceed_it()
    {
        Intercept(Rule(new FaultWhen { Limit = 128 }));
        var first = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, Tag);
        Assert.That(FailedOf(3), Is.EqualTo(new[] { 2, 3 }));
        Driver.ExFreePoolWithTag(first, Tag);
        Assert.That(FailedOf(2), Is.EqualTo(new[] { 2 }), "a freed block makes room");
    }

    [Test]
    public void After_skips_eligible_calls()
    {
        Intercept(Rule(new FaultWhen { After = 7 }));
        Assert.That(FailedOf(10), Is.EqualTo(new[] { 8, 9, 10 }));
    }

    [Test]
    public void After_and_nth_count_on()
    {
        Intercept(Rule(new FaultWhen { After = 4, Nth = [new OrdinalRange(2, 2)] }));
        Assert.That(FailedOf(10), Is.EqualTo(new[] { 6 }));
    }

    [Test]
    public void Delay_waits_for_virtual_time()
    {
        Intercept(Rule(new FaultWhen { DelayTime = TimeSpan.FromMinutes(8) }));
        Assert.That(FailedOf(3), Is.Empty);
        Machine.Clock.Spend(TimeSpan.FromMinutes(8).Ticks);
        Assert.That(FailedOf(3), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void Delay_waits_for_a_named_operation()
    {
        Intercept(Rule(new FaultWhen { DelayOperation = "update" }));
        Layer.Operations.Begin("warm-up", new OperationId(0, 1));
        Assert.That(FailedOf(2), Is.Empty);
        Layer.Operations.Begin("update", new OperationId(0, 1));
        Assert.That(FailedOf(1), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void Persistent_fails_everything_from_the_first_failure_on()
    {
        Intercept(Rule(Nth(4) with { Persistent = true }));
        Assert.That(FailedOf(10), Is.EqualTo(new[] { 4, 5, 6, 7, 8, 9, 10 }));
    }

    [Test]
    public void Probability_one_fails_all_and_the_same_seed_gives_the_same_failures()
    {
        Intercept(Rule(new FaultWhen { Probability = Rate.Of(1, 1) }));
        Assert.That(FailedOf(10), Is.EqualTo(All10));

        var first = FailedWithSeed(42);
        Assert.That(first, Has.Length.InRange(60, 140), "a tenth of 1,000 calls, give or take four standard deviations");
        Assert.That(FailedWithSeed(42), Is.EqualTo(first));
        Assert.That(FailedWithSeed(43), Is.Not.EqualTo(first));
    }

    [Test]
    public void Stack_new_fails_each_call_site_once()
    {
        Intercept(Rule(new FaultWhen { NewStack = true }));
        var failed = new List<bool>();
        for (var i = 0; i < 3; i++)
        {
            failed.Add(FirstSite().IsNull);
            failed.Add(SecondSite().IsNull);
        }

        // The driver's frames are those of its assembly, which here is the test's.
        Assert.That(failed, Is.EqualTo(new[] { true, true, false, false, false, false }));
    }

    [TestCase("Te*", true)]
    [TestCase("T?st", true)]
    [TestCase("Mem*", false)]
    [TestCase("test", false)]
    public void Tag_is_a_glob_and_case_counts(string glob, bool matches)
    {
        Intercept(Rule(FaultWhen.Always, new FaultWhere { Tags = [new Glob(glob)] }));
        Assert.That(FailedOf(1).IsEmpty, Is.EqualTo(!matches));
    }

    [TestCase(POOL_TYPE.PagedPool, PoolKind.Paged, true)]
    [TestCase(POOL_TYPE.NonPagedPoolNx, PoolKind.Nonpaged, true)]
    [TestCase(POOL_TYPE.NonPagedPool, PoolKind.Paged, false)]
    public void Pool_is_read_from_the_type(POOL_TYPE type, PoolKind pool, bool matches)
    {
        Intercept(Rule(FaultWhen.Always, new FaultWhere { Pool = pool }));
        Assert.That(FailedOf(1, type: type).IsEmpty, Is.EqualTo(!matches));
    }

    [TestCase(63, false)]
    [TestCase(64, true)]
    [TestCase(128, true)]
    [TestCase(129, false)]
    public void Size_is_a_closed_range(int bytes, bool matches)
    {
        Intercept(Rule(FaultWhen.Always, new FaultWhere { Size = new Comparison(64, 128) }));
        Assert.That(FailedOf(1, (ulong)bytes).IsEmpty, Is.EqualTo(!matches));
    }

    [Test]
    public void Irql_is_that_of_the_call()
    {
        Intercept(Rule(FaultWhen.Always, new FaultWhere { Irql = new Comparison(2, 2) }));
        Assert.That(FailedOf(1), Is.Empty);
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Assert.That(FailedOf(1), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void Operation_is_the_one_in_progress()
    {
        Intercept(Rule(FaultWhen.Always, new FaultWhere { Operations = [new Glob("upd*")] }));
        Layer.Operations.Begin("open", new OperationId(0, 1));
        Assert.That(FailedOf(1), Is.Empty);
        Layer.Operations.Begin("update", new OperationId(0, 1));
        Assert.That(FailedOf(1), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void Driver_is_the_caller()
    {
        Intercept(Rule(FaultWhen.Always, new FaultWhere { Drivers = [new Glob("other-*")] }));
        Assert.That(FailedOf(1), Is.Empty);
        Intercept(Rule(FaultWhen.Always, new FaultWhere { Drivers = [new Glob("test-*")] }));
        Assert.That(FailedOf(1), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void Stack_requires_and_rejects_routines()
    {
        Intercept(Rule(FaultWhen.Always, new FaultWhere { Stack = new StackCondition { Require = [new Glob("First*")] } }));
        Assert.That(FirstSite().IsNull, Is.True);
        Assert.That(SecondSite().IsNull, Is.False);
        Intercept(Rule(FaultWhen.Always, new FaultWhere { Stack = new StackCondition { Reject = [new Glob("First*")] } }));
        Assert.That(FirstSite().IsNull, Is.False);
        Assert.That(SecondSite().IsNull, Is.True);
    }

    [Test]
    public void Application_is_the_requesting_process()
    {
        Intercept(Rule(FaultWhen.Always) with { Applications = [new Glob("notepad.exe")] });
        Assert.That(FailedOf(1), Is.Empty);
        Machine.Scheduler.WorkFor("notepad.exe");
        Assert.That(FailedOf(1), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void Application_is_that_of_the_running_thread()
    {
        Intercept(Rule(FaultWhen.Always) with { Applications = [new Glob("notepad.exe")] });
        var failed = new List<string>();
        foreach (var process in (ReadOnlySpan<string>)["notepad.exe", "other.exe"])
        {
            var own = process;
            Machine.Scheduler.Create(process, isSystem: false, () =>
            {
                Machine.Caller = Driver.Image;
                Machine.Scheduler.WorkFor(own);
                Machine.Scheduler.Yield();
                failed.AddRange(FailedOf(1).Select(_ => own));
            });
        }

        Machine.Scheduler.Create("worker", isSystem: true, () => failed.Add(Applications.Current(Machine.Scheduler)));
        Machine.Scheduler.Yield();
        Machine.Scheduler.Yield();
        Assert.That(failed, Is.EqualTo(new[] { "System", "notepad.exe" }));
        Assert.That(Applications.Current(Machine.Scheduler), Is.EqualTo(Applications.Default));
    }

    [Test]
    public void Suspended_calls_neither_count_nor_fail()
    {
        Intercept(Rule(Nth(2)));
        Layer.Suspend();
        Assert.That(FailedOf(5), Is.Empty);
        Layer.Resume();
        Assert.That(FailedOf(5), Is.EqualTo(new[] { 2 }));
        Assert.That(Layer.Interceptable, Is.EqualTo(5));
    }

    [Test]
    public void First_rule_that_says_fail_wins_and_the_others_count_on()
    {
        Intercept(Rule(Nth(2)), Rule(new FaultWhen { Interval = 2 }, index: 1) with { Name = "second" });
        Assert.That(FailedOf(4), Is.EqualTo(new[] { 2, 4 }));
        Assert.That(Layer.Failures.Injections.Select(i => i.Rule.Name), Is.EqualTo(new[] { "test", "second" }));
    }

    [Test]
    public void Raise_flag_decides_the_shape()
    {
        Intercept(Rule(FaultWhen.Always));
        Assert.That(
            () => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool | POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE, 64, Tag),
            Throws.InstanceOf<KernelException>().With.Property(nameof(KernelException.Status)).EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    public void Fault_does_not_hide_a_bug_check_of_the_request()
    {
        Intercept(Rule(FaultWhen.Always));
        AssertBugCheck(Verifier.Kernel.BugCheckCode.BAD_POOL_CALLER, () => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, default));
        Assert.That(Layer.Failures.Injections, Is.Empty);
    }

    private RuleFinalState State => Layer.Rules.Outcomes[0].State;

    private static FaultWhen Nth(long n) => new() { Nth = [new OrdinalRange(n, n)] };

    private ImmutableArray<int> FailedWithSeed(ulong seed)
    {
        Intercept(Rule(new FaultWhen { Probability = Rate.Of(1, 10), Seed = seed }));
        return FailedOf(1000, bytes: 16);
    }

    private Pointer FirstSite() => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 32, Tag);

    private Pointer SecondSite() => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 32, Tag);
}
