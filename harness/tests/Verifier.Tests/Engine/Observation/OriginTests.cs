using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Execution;

namespace Verifier.Tests.Engine.Observation;

/// <summary>Held objects carry where they were acquired: DDI, routine, file, line and operation.</summary>
public sealed class OriginTests : ScenarioFixture
{
    private const string LeakAtUnload = """
        workload:
          - load
          - open: { device: \Device\Notebook, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:kept" }
          - close: h
          - unload
        """;

    [Test]
    public void Leaked_block_names_routine_file_line_and_operation()
    {
        var leak = Run("leaky-unload", LeakAtUnload).Findings.Single(f => f.Kind == FindingKind.Leak);
        Assert.That(leak.Title, Does.Match(@"from ExAllocatePoolWithTag in NotebookDriver\.\w+ \(NotebookDriver\.cs:\d+\) during ioctl #3"));
        Assert.That(leak.Held, Is.Not.Empty);
        Assert.That(leak.Held.Select(h => h.Origin?.Frames.Length), Is.All.GreaterThan(0));
    }

    [Test]
    public void Leak_that_stops_the_machine_lists_what_is_held_and_where()
    {
        var stop = Run("leaky-unload", LeakAtUnload + "\nverifier: [pool-tracking]\n").Findings.Single(f => f.Kind == FindingKind.BugCheck);
        Assert.That(stop.Details, Has.Some.Match(@"^held: pool block .* in NotebookDriver\.\w+ \(NotebookDriver\.cs:\d+\) during ioctl #3$"));
        Assert.That(stop.Held, Is.Not.Empty);
    }

    [Test]
    public void Mdl_names_its_place_too()
    {
        var leaks = Run("pnp-function-flawed", "workload: [ load, start, unload ]\nfaults: [ { fail: IoAllocateWorkItem } ]\n").Findings
            .Where(f => f.Kind == FindingKind.Leak);
        Assert.That(leaks.Single().Details, Has.Some.Match(@"^held: MDL .* from IoAllocateMdl in PnpFunction\w+\.\w+ \(.*\.cs:\d+\) during start #2$"));
    }

    [Test]
    public void Leak_of_each_failure_names_its_place()
    {
        var plan = PlanOf("leaky-error-path", """
            workload:
              - load
              - open: { device: \Device\Notebook, as: h }
              - ioctl: { on: h, code: 0x222000, in: "text:leaks" }
              - close: h
            """);
        using var runner = new ScenarioRunner();
        var outcome = new Explorer(runner, plan).Explore(new ExploreSettings { Strategies = ExploreStrategies.Each });
        var growth = outcome.Groups.Select(g => g.Exemplar).Single(f => f.Kind == FindingKind.Leak);
        Assert.That(growth.Details, Has.Some.Match(@"^held more after each failure: .* in LeakyErrorPath\.CreateNote \(LeakyErrorPath\.cs:\d+\) during ioctl"));
    }

    [Test]
    public void What_the_kernel_holds_at_the_end_names_its_places()
    {
        using var runner = new ScenarioRunner();
        var run = runner.Observe(PlanOf("pnp-function-correct", "workload: [ load, start ]\n"), new RunOptions { KeepsKernelState = true });
        var called = run.KernelState!.Held.Where(h => h.AcquiredBy is not null).ToList();
        Assert.That(called.Select(h => h.Kind), Has.Member(ResourceKind.DeviceObject).And.Member(ResourceKind.WorkItem).And.Member(ResourceKind.Mdl));
        Assert.That(called.Where(h => h.Origin?.Place is not { Length: > 0 }), Is.Empty);
        Assert.That(called.Where(h => h.Origin?.Operation is not { Length: > 0 }), Is.Empty);
    }

    [Test]
    public void Pending_request_names_the_routine_that_keeps_it_and_its_operation()
    {
        using var runner = new ScenarioRunner();
        var run = runner.Observe(
            PlanOf("pnp-function-correct", """
                workload:
                  - load
                  - start
                  - open: { device: \Device\PnpFunction, as: h }
                  - power: D3
                  - read: { on: h, length: 4, overlapped: true, name: waits }
                """),
            new RunOptions { KeepsKernelState = true });
        var pending = run.KernelState!.Held.Single(h => h.Kind == ResourceKind.PendingIrp);
        Assert.That(pending.ToString(), Does.Match(@"^pending IRP in pnp-function-correct!\w+ during waits$"));
    }

    [Test]
    public void Looking_for_places_changes_nothing_else()
    {
        using var runner = new ScenarioRunner();
        var plan = PlanOf("leaky-unload", LeakAtUnload);
        var (with, without) = (runner.Observe(plan, new RunOptions()), runner.Observe(plan, new RunOptions { CapturesStacks = false }));
        Assert.That(with.TraceHash, Is.EqualTo(without.TraceHash));
        Assert.That(with.Censuses.SelectMany(c => c.Held).Select(h => h with { Origin = null }), Is.EqualTo(without.Censuses.SelectMany(c => c.Held)));
        Assert.That(without.Censuses.SelectMany(c => c.Held).Select(h => h.Origin), Is.All.Null);
    }
}
