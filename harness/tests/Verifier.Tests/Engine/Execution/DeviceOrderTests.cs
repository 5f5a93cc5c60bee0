using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Execution;

/// <summary>What only a run can know to be out of order is skipped, and said; the driver never sees it.</summary>
public sealed class DeviceOrderTests : ScenarioFixture
{
    [Test]
    public void Start_of_a_started_device_is_skipped_and_the_correct_driver_is_quiet()
    {
        // A rule that never fails anything lets the script pass the reader.
        var result = Run("pnp-function-correct", """
            workload: [load, start, { start: { name: again } }, remove, unload]
            faults: [ { fail: pool, when: { nth: 10000 } } ]
            expect: [ { finding: not-reached } ]
            """);
        var again = Operation(result, "again");
        Assert.That(again.State, Is.EqualTo(OperationState.Skipped));
        Assert.That(again.Note, Is.EqualTo("the device is started; Windows sends START_DEVICE to a device that was just added or is stopped"));
        Assert.That(result.Findings.Select(f => f.Kind), Is.EqualTo(new[] { FindingKind.NotReached }));
        Assert.That(result.Untested, Does.StartWith("again (line 3) was skipped: the device is started"));
    }

    [Test]
    public void Stop_after_a_start_that_failed_is_skipped()
    {
        var result = Run("pnp-function-correct", """
            workload: [load, start, { stop: { name: stop } }, { remove: { name: remove } }, { power: { to: D3, name: sleep } }, unload]
            faults: [ { fail: IoAllocateIrp, where: { phase: pnp }, when: { nth: 1 } } ]
            expect: [ { outcome: propagated } ]
            """);
        Assert.That(new[] { "stop", "remove", "sleep" }.Select(name => Operation(result, name).State), Has.All.EqualTo(OperationState.Skipped));
        Assert.That(Operation(result, "remove").Note, Does.StartWith("the driver is loaded and has no device; "));
        Assert.That(result.IsAsExpected, Is.True);
    }

    [Test]
    public void Remove_under_an_open_handle_is_skipped_and_done_when_it_is_closed()
    {
        var result = Run("pnp-function-correct", """
            workload:
              - load
              - start
              - open: { device: \Device\PnpFunction, as: h }
              - remove: { name: early }
              - surprise-remove
              - remove: { name: also-early }
              - close: h
              - remove: { name: late }
              - unload: { name: unload }
            """);
        Assert.That(Operation(result, "early").Note, Does.StartWith("a handle to the device is open; "));
        Assert.That(Operation(result, "also-early").State, Is.EqualTo(OperationState.Skipped));
        Assert.That((Operation(result, "late").Status, Operation(result, "unload").Status), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, NTSTATUS.STATUS_SUCCESS)));
        Assert.That(result.Findings, Is.Empty);
    }

    [Test]
    public void Unload_of_a_driver_whose_device_is_there_is_skipped()
    {
        var result = Run("pnp-function-correct", "workload: [load, start, { unload: { name: unload } }]");
        Assert.That(Operation(result, "unload").Note, Is.EqualTo("the device is started; Windows unloads a driver when its devices are removed"));
        Assert.That(result.Findings, Is.Empty);
    }

    [Test]
    public void Remove_of_a_stopped_device_comes_without_a_query()
    {
        var result = Run("pnp-function-correct", "workload: [load, start, stop, { remove: { name: remove } }, { unload: { name: unload } }]");
        Assert.That((Operation(result, "remove").Status, Operation(result, "unload").Status), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, NTSTATUS.STATUS_SUCCESS)));
        Assert.That((result.Findings.Length, result.Untested), Is.EqualTo((0, (string?)null)));
    }

    [Test]
    public void A_driver_without_devices_is_asked_nothing_by_the_words_of_pnp()
    {
        var result = Run("leaky-fixed", "workload: [load, start, { query-stop: { name: ask } }, stop, start, { unload: { name: unload } }]");
        Assert.That(Operation(result, "ask").State, Is.EqualTo(OperationState.Done));
        Assert.That(Operation(result, "unload").Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(result.Untested, Is.Null);
    }

    private static OperationRecord Operation(RunResult result, string name) => result.Run.Operations.Single(o => o.Name == name);
}
