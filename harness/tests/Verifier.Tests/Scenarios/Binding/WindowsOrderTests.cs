using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

/// <summary>Orders of operations that Windows never gives are refused; those that it gives, or may give, are not.</summary>
public sealed class WindowsOrderTests
{
    [TestCase("start, start", "'start' never comes here: the device is started (since 'start' in line 3); Windows sends START_DEVICE to a device that was just added or is stopped")]
    [TestCase("start, { start: { name: again } }", "'start' ('again') never comes here: the device is started")]
    [TestCase("load", "'load' never comes here: the driver is loaded and has no device")]
    [TestCase("start, stop, stop", "'stop' never comes here: the device is stopped")]
    [TestCase("start, stop, query-stop", "'query-stop' never comes here: the device is stopped")]
    [TestCase("start, stop, query-remove", "'query-remove' never comes here: the device is stopped")]
    [TestCase("start, query-stop, query-stop", "'query-stop' never comes here: the device is about to be stopped")]
    [TestCase("start, query-stop, start", "'start' never comes here: the device is about to be stopped")]
    [TestCase("start, query-stop, remove", "'remove' never comes here: the device is about to be stopped")]
    [TestCase("start, cancel-stop", "'cancel-stop' never comes here: the device is started")]
    [TestCase("start, cancel-remove", "'cancel-remove' never comes here: the device is started")]
    [TestCase("start, query-remove, stop", "'stop' never comes here: the device is about to be removed")]
    [TestCase("start, query-remove, start", "'start' never comes here: the device is about to be removed")]
    [TestCase("start, surprise-remove, surprise-remove", "'surprise-remove' never comes here: the device was removed by surprise")]
    [TestCase("start, surprise-remove, start", "'start' never comes here: the device was removed by surprise")]
    [TestCase("start, surprise-remove, cancel-remove", "'cancel-remove' never comes here: the device was removed by surprise")]
    [TestCase("start, surprise-remove, power: D0", "'power' never comes here: the device was removed by surprise")]
    [TestCase("start, remove, remove", "'remove' never comes here: the driver is loaded and has no device")]
    [TestCase("start, remove, stop", "'stop' never comes here: the driver is loaded and has no device")]
    [TestCase("start, remove, power: D3", "'power' never comes here: the driver is loaded and has no device")]
    [TestCase("power: D3", "'power' never comes here: the driver is loaded and has no device")]
    [TestCase("wmi: reginfo", "'wmi' never comes here: the driver is loaded and has no device")]
    [TestCase("surprise-remove", "'surprise-remove' never comes here: the driver is loaded and has no device")]
    [TestCase("unload, unload", "'unload' never comes here: the driver is not loaded")]
    [TestCase("unload, { open: { device: \\D, as: h } }, { close: h }", "'open' never comes here: the driver is not loaded (since 'unload' in line 3); applications open the devices of a loaded driver")]
    [TestCase("unload, interrupt", "'interrupt' never comes here: the driver is not loaded")]
    [TestCase("unload, start", "'start' never comes here: the driver is not loaded")]
    [TestCase("start, remove, unload, stop", "'stop' never comes here: the driver is not loaded")]
    [TestCase("repeat: { times: 2, do: [start] }", "'start' never comes here: the device is started")]
    [TestCase("start, repeat: { times: 3, do: [ query-stop ] }", "'query-stop' never comes here: the device is about to be stopped")]
    [TestCase("start, repeat: { times: 2, do: [ { repeat: { times: 1, do: [stop] } } ] }", "'stop' never comes here: the device is stopped")]
    [TestCase("start, repeat: { times: 1, do: [stop] }, stop", "'stop' never comes here: the device is stopped")]
    [TestCase("start, parallel: [ [remove], [ { advance: 1ms } ] ], stop", "'stop' never comes here: the driver is loaded and has no device")]
    [TestCase("parallel: [ [unload], [ power: D3 ] ]", "'power' never comes here: the driver is not loaded")]
    public void Order_that_windows_never_gives_is_refused(string words, string message) =>
        Assert.That(Script.Bad(Workload(words), DiagnosticCodes.OutOfOrder).Message, Does.StartWith(message));

    [TestCase("unload, load, unload")]
    [TestCase("start, unload")]
    [TestCase("start, unload, load, start")]
    [TestCase("start, query-stop, cancel-stop, query-stop, stop, start")]
    [TestCase("start, stop, start, stop, remove, unload")]
    [TestCase("start, query-stop, stop, remove")]
    [TestCase("start, query-remove, cancel-remove, query-remove, remove")]
    [TestCase("start, remove, start, remove, unload")]
    [TestCase("start, surprise-remove, remove, start")]
    [TestCase("start, query-stop, surprise-remove, remove")]
    [TestCase("start, stop, surprise-remove, remove")]
    [TestCase("start, query-remove, surprise-remove, remove")]
    [TestCase("start, power: D3, power: D3, power: D0, power: { to: S3, query: true }, stop, power: D0")]
    [TestCase("start, surprise-remove, wmi: reginfo")]
    [TestCase("repeat: { times: 3, do: [ start, remove ] }, unload")]
    [TestCase("start, repeat: { times: 400000, do: [ query-stop, cancel-stop ] }, remove")]
    [TestCase("start, repeat: { times: 3, do: [ { repeat: { times: 2, do: [ stop, start ] } } ] }, stop")]
    [TestCase("start, parallel: [ [surprise-remove], [ { power: D3 }, { wmi: reginfo } ] ], remove")]
    [TestCase("parallel: [ [start], [ { power: D3 } ] ], remove")]
    [TestCase("{ open: { device: \\D, as: h } }, { close: h }, start, interrupt, unload")]
    public void Order_that_windows_gives_is_accepted(string words) =>
        Assert.That(Script.ReadPart(Workload(words)).Diagnostics.Select(d => d.Message), Is.Empty);

    [TestCase("faults: [ { fail: pool, when: { nth: 1 } } ]")]
    [TestCase("faults: [ { fail: pool, where: { operation: first } } ]")]
    [TestCase("verifier: { options: [standard], low-resources: { delay: 0s } }")]
    [TestCase("system: { profile: windows-10-x64, nonpaged-pool: 1MiB }")]
    public void Order_after_an_operation_that_the_script_may_make_fail_is_left_to_the_run(string more) =>
        Assert.That(Script.Errors(Script.ReadPart(Workload("{ start: { name: first } }, start") + "\n" + more)), Is.Empty);

    [Test]
    public void Order_after_a_start_that_the_script_says_fails_is_accepted() =>
        Assert.That(Script.Errors(Script.ReadPart(Workload("{ start: { status: STATUS_UNSUCCESSFUL } }, start"))), Is.Empty);

    [TestCase("faults: [ { fail: pool, where: { operation: other } } ]")]
    [TestCase("verifier: standard")]
    [TestCase("system: windows-xp-x86")]
    public void Order_is_refused_when_what_the_script_makes_fail_is_something_else(string more) =>
        Assert.That(Script.ReadPart(Workload("{ start: { name: first } }, start, { interrupt: { name: other } }") + "\n" + more).Diagnostics.Select(d => d.Code),
            Is.EqualTo(new[] { DiagnosticCodes.OutOfOrder.Id }));

    [TestCase("parallel: { count: 2, do: [start] }")]
    [TestCase("start, parallel: [ [stop], [remove] ]")]
    [TestCase("start, parallel: [ [ { repeat: { times: 2, do: [ stop, start ] } } ], [ query-remove, cancel-remove ] ]")]
    public void Several_threads_that_change_the_device_are_refused(string words) =>
        Assert.That(Script.ReadPart(Workload(words)).Diagnostics.Select(d => d.Code), Has.Member(DiagnosticCodes.SeveralStateThreads.Id));

    [TestCase("start, { open: { device: \\D, as: h } }, remove, { close: h }", "'h' is open here; Windows sends REMOVE_DEVICE when")]
    [TestCase("start, { open: { device: \\D, as: h } }, remove, { close: h }, remove", "'h' is open here; Windows sends REMOVE_DEVICE when")]
    [TestCase("start, { open: { device: \\D, as: h } }, surprise-remove, remove, { close: h }", "'h' is open here; Windows sends REMOVE_DEVICE when")]
    [TestCase("{ open: { device: \\D, as: h } }, unload", "'h' is open here; Windows calls the unload routine when")]
    public void Removal_under_an_open_handle_is_warned_of(string words, string message) =>
        Assert.That(Script.Bad(Workload(words), DiagnosticCodes.HandleInTheWay).Message, Does.Contain(message));

    [Test]
    public void Every_operation_has_a_rule_in_some_state_and_none_in_another()
    {
        Operation[] known = [new LoadOperation(), new StartOperation(), new StopOperation(), new RemoveOperation(), new SurpriseRemoveOperation(),
            new QueryStopOperation(), new CancelStopOperation(), new QueryRemoveOperation(), new CancelRemoveOperation(), new UnloadOperation(),
            new PowerOperation { State = PowerState.D3 }, new WmiOperation { Request = WmiRequest.RegInfo }];
        foreach (Operation operation in known)
        {
            var allowed = Enum.GetValues<LifeState>().Count(s => WindowsOrder.Allows(operation, s));
            Assert.That(allowed, Is.InRange(1, Enum.GetValues<LifeState>().Length - 1), operation.Word);
        }
    }

    [Test]
    public void Expectation_for_a_driver_that_is_not_selected_is_refused()
    {
        Script.Bad("expect: [ { driver: smaple-one, finding: leak } ]", DiagnosticCodes.ExpectationOfNobody);
        Assert.That(Script.Errors(Script.ReadPart("expect: [ { driver: sample-one, finding: leak }, { driver: \"*-two\", outcome: graceful } ]")), Is.Empty);
    }

    private static string Workload(string words) => $"workload: [load, {words}]";
}
