using Verifier.Engine.Execution;
using Verifier.Engine.Observation;

namespace Verifier.Tests.Engine.Execution;

/// <summary>A periodic consumer costs what its distinct effects cost, and a run does not show that rounds were passed over.</summary>
public sealed class SpikeTests : ScenarioFixture
{
    private const string Fragment = "  - pressure: { fragment: { bytes: 256KiB, block: 496 } }\n";
    private const string Spike = "  - pressure: { spike: { bytes: 512MiB, every: 10ms, for: 2ms } }\n";
    private const string Two = Spike + "  - pressure: { spike: { bytes: 1MiB, every: 15ms, for: 7ms, pool: paged } }\n";

    [TestCase("array-cache-swap", "  - load\n" + Spike + "  - start\n  - advance: 3s\n  - remove\n  - unload\n")]
    [TestCase("array-cache-swap", "  - load\n" + Fragment + "  - start\n" + Spike + "  - advance: 3s\n  - advance: 7ms\n  - remove\n  - unload\n")]
    [TestCase("array-cache-swap", "  - load\n  - start\n" + Fragment + Two + "  - advance: 2s\n  - remove\n  - unload\n")]
    [TestCase("array-cache-swap", "  - load\n  - start\n  - pressure: { spike: { bytes: 3MiB, every: 7ms, for: 3ms } }\n" + Two + "  - advance: 2s\n  - remove\n  - unload\n")]
    [TestCase("lookaside-fixed", "  - load\n  - start\n" + Spike + "  - advance: 3s\n  - remove\n  - unload\n")]
    [TestCase("spike-nic-graceful", "  - load\n  - start\n" + Spike + "  - advance: 3s\n  - remove\n  - unload\n")]
    [TestCase("spike-nic-leaky", "  - load\n  - start\n" + Fragment + Two + "  - advance: 2s\n  - remove\n  - unload\n")]
    [TestCase("isr-dpc-nonpaged", "  - load\n  - start\n" + Spike + "  - repeat: { times: 5, do: [ interrupt, { advance: 333ms } ] }\n  - remove\n  - unload\n")]
    [TestCase("retrier", "  - load\n  - start\n  - pressure: { spike: { bytes: 2MiB, every: 9ms, for: 8ms, pool: paged } }\n  - advance: 2s\n  - remove\n  - unload\n")]
    public void Rounds_that_are_passed_over_leave_everything_as_if_they_had_been_done(string driver, string workload)
    {
        var all = Observe(driver, workload, everySpike: true);
        var few = Observe(driver, workload, everySpike: false);
        Assert.That(few, Is.EqualTo(all));
    }

    // 48,000 rounds, each of which takes thousands of blocks: done one by one they take half an hour.
    [Test]
    public void Consumer_of_all_that_a_fragmented_pool_has_left_over_eight_minutes_costs_next_to_nothing()
    {
        var result = Run("array-cache-swap", "workload:\n  - load\n  - start\n  - pressure: { fragment: { bytes: 4MiB, block: 48 } }\n" + Two + "  - advance: 8min\n  - remove\n  - unload\n");
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.Run.VirtualTime, Is.GreaterThan(8L * 60 * 10_000_000));
    }

    [TestCase("pnp-function-correct")]
    [TestCase("isr-dpc-nonpaged")]
    [TestCase("spike-nic-graceful")]
    public void Pool_that_is_all_taken_before_the_first_start_fails_the_start_and_not_the_harness(string driver)
    {
        var result = Run(driver, "workload:\n  - load\n  - pressure: { hold: { bytes: 512MiB, as: hog } }\n  - start\n  - pressure: { release: hog }\n  - unload\n");
        Assert.That(result.Run.Operations[2].Status, Is.EqualTo(Verifier.Kernel.NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(result.Run.Operations[4].Status, Is.EqualTo(Verifier.Kernel.NTSTATUS.STATUS_SUCCESS), "and it can go");
    }

    private static string Observe(string driver, string workload, bool everySpike)
    {
        using var runner = new ScenarioRunner();
        var run = runner.Observe(PlanOf(driver, $"workload:\n{workload}"), new RunOptions { DoesEverySpike = everySpike, KeepTrace = true, KeepsKernelState = true });
        Assert.That(run.Operations.Select(o => o.State), Has.None.EqualTo(OperationState.Skipped));
        return string.Join('\n', run.Trace.Select(e => e.ToString())
            .Append($"{run.TraceHash} {run.Calls} {run.VirtualTime} {run.RealFailures} {run.Stop}")
            .Concat(run.KernelState!.Tags.Select(t => t.ToString()))
            .Concat(run.KernelState.Held.Select(h => $"{h.Address:x} {h}"))
            .Concat(run.Counters.Select(c => c.ToString())));
    }
}
