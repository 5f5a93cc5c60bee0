using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Tests.Engine.Execution;

/// <summary>What a workload's operations do to handles and to the driver's life.</summary>
public sealed class WorkloadTests : ScenarioFixture
{
    [Test]
    public void Unload_of_an_open_device_is_refused_and_counts_nothing()
    {
        var run = Run("leaky-fixed", """
            workload:
              - load
              - open: { device: \Device\Notebook, as: h }
              - unload: { name: unload }
            """).Run;
        Assert.That(run.Operations.Single(o => o.Name == "unload").Status, Is.EqualTo(NTSTATUS.STATUS_DEVICE_BUSY));
        Assert.That(run.Censuses, Is.Empty);
    }

    [Test]
    public void Parallel_threads_have_handles_of_their_own_under_one_name()
    {
        var run = Run("leaky-fixed", """
            workload:
              - load
              - parallel:
                  count: 3
                  do:
                    - open: { device: \Device\Notebook, as: h }
                    - ioctl: { on: h, code: 0x222000, in: "text:note" }
                    - close: { on: h, name: close }
              - unload: { name: unload }
            """).Run;
        Assert.That(run.Operations.Where(o => o.Name == "close").Select(o => o.State), Is.EqualTo(Enumerable.Repeat(OperationState.Done, 3)));
        Assert.That(run.Operations.Single(o => o.Name == "unload").Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Parallel_threads_use_the_handles_of_their_creator()
    {
        var run = Run("leaky-fixed", """
            workload:
              - load
              - open: { device: \Device\Notebook, as: h }
              - parallel: { count: 2, do: [ { ioctl: { on: h, code: 0x222000, in: "text:note", name: note } } ] }
              - close: h
              - unload
            """).Run;
        Assert.That(run.Operations.Where(o => o.Name == "note").Select(o => o.Status), Has.All.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Unload_after_a_removal_that_succeeds_at_the_second_try_is_judged()
    {
        var result = Run("pnp-function-correct", """
            system: { profile: windows-10-x64, nonpaged-pool: 1MiB }
            workload:
              - load
              - start
              - pressure: { hold: { bytes: 1MiB, as: hog } }
              - remove
              - pressure: { release: hog }
              - remove
              - unload
            """);
        Assert.That(result.Run.Censuses.Select(c => c.Point), Is.EqualTo(new[] { CensusPoint.Remove, CensusPoint.Unload }));
        Assert.That(result.Findings, Is.Empty);
    }
}
