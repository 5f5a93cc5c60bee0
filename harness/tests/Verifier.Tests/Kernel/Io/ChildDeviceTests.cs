using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Children that a bus driver reports: they are asked, started and removed as Windows does it.</summary>
public sealed class ChildDeviceTests : PnpFixture
{
    [Test]
    public void Child_is_asked_who_it_is_and_started_with_its_bus()
    {
        var bus = BusTestDriver.Make();
        Start(bus);
        Assert.That(bus.Seen, Is.EqualTo(new[]
        {
            "bus START_DEVICE", "bus QUERY_CAPABILITIES", "bus QUERY_PNP_DEVICE_STATE", "bus QUERY_DEVICE_RELATIONS",
            "child 0 QUERY_ID", "child 0 QUERY_CAPABILITIES", "child 0 QUERY_DEVICE_TEXT", "child 0 QUERY_DEVICE_TEXT",
            "child 0 QUERY_ID", "child 0 QUERY_ID", "child 0 QUERY_ID", "child 0 QUERY_BUS_INFORMATION", "child 0 QUERY_RESOURCES",
            "child 0 QUERY_RESOURCE_REQUIREMENTS", "child 0 START_DEVICE",
            "child 0 QUERY_CAPABILITIES", "child 0 QUERY_PNP_DEVICE_STATE", "child 0 QUERY_DEVICE_RELATIONS",
        }));
        var child = Machine.Io.Pnp.FindByPdo(bus.Child.Pointer.Address)!;
        Assert.That((child.Instance, child.State), Is.EqualTo((@"TESTBUS\Child\1", PnpState.Started)));
        Assert.That(Machine.Resources.HeldBy(bus.Model.Image).Where(r => r.Kind == ResourceKind.PoolBlock), Is.Empty, "identifiers are the PnP manager's to free");
        AssertNoViolation();
    }

    [Test]
    public void Children_go_before_their_bus_and_come_back_after_it()
    {
        var bus = BusTestDriver.Make();
        bus.Count = 2;
        var device = Start(bus);
        Assert.That(After(bus, () => Machine.Io.Pnp.QueryStop(device)), Is.EqualTo(new[] { "child 1 QUERY_STOP_DEVICE", "child 0 QUERY_STOP_DEVICE", "bus QUERY_STOP_DEVICE" }));
        Assert.That(After(bus, () => Machine.Io.Pnp.CancelStop(device)), Is.EqualTo(new[] { "bus CANCEL_STOP_DEVICE", "child 0 CANCEL_STOP_DEVICE", "child 1 CANCEL_STOP_DEVICE" }));
        Machine.Io.Pnp.QueryStop(device);
        Assert.That(After(bus, () => Machine.Io.Pnp.Stop(device)), Is.EqualTo(new[] { "child 1 STOP_DEVICE", "child 0 STOP_DEVICE", "bus STOP_DEVICE" }));
        Assert.That(
            After(bus, () => Machine.Io.Pnp.Start(device)).Where(s => s.EndsWith("START_DEVICE", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "bus START_DEVICE", "child 0 START_DEVICE", "child 1 START_DEVICE" }));
        Assert.That(
            After(bus, () => Machine.Io.Pnp.QueryRemove(device)), Is.EqualTo(new[] { "child 1 QUERY_REMOVE_DEVICE", "child 0 QUERY_REMOVE_DEVICE", "bus QUERY_REMOVE_DEVICE" }));
        Assert.That(After(bus, () => Machine.Io.Pnp.Remove(device)), Is.EqualTo(new[] { "child 1 REMOVE_DEVICE", "child 0 REMOVE_DEVICE", "bus REMOVE_DEVICE" }));
        Assert.That(Machine.Resources.HeldBy(bus.Model.Image), Is.Empty);
        Assert.That(Machine.Drivers.Unload("bus-driver"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertNoViolation();
    }

    [Test]
    public void Child_that_refuses_keeps_its_bus()
    {
        var bus = BusTestDriver.Make();
        bus.Count = 2;
        var device = Start(bus);
        var asked = 0;
        bus.OnChild = minor => minor == IRP_MN.IRP_MN_QUERY_REMOVE_DEVICE && asked++ == 1 ? NTSTATUS.STATUS_UNSUCCESSFUL : null;
        Assert.That(
            After(bus, () => Assert.That(Machine.Io.Pnp.QueryRemove(device), Is.EqualTo(NTSTATUS.STATUS_UNSUCCESSFUL))),
            Is.EqualTo(new[] { "child 1 QUERY_REMOVE_DEVICE", "child 0 QUERY_REMOVE_DEVICE", "child 0 CANCEL_REMOVE_DEVICE", "child 1 CANCEL_REMOVE_DEVICE" }));
        Assert.That(Machine.Io.Pnp.Devices.Select(d => d.State), Has.All.EqualTo(PnpState.Started));
        AssertNoViolation();
    }

    [Test]
    public void Children_of_a_bus_that_is_gone_are_gone_first()
    {
        var bus = BusTestDriver.Make();
        var device = Start(bus);
        Assert.That(After(bus, () => Machine.Io.Pnp.SurpriseRemove(device)), Is.EqualTo(new[] { "child 0 SURPRISE_REMOVAL", "bus SURPRISE_REMOVAL" }));
        Assert.That(After(bus, () => Machine.Io.Pnp.Remove(device)), Is.EqualTo(new[] { "child 0 REMOVE_DEVICE", "bus REMOVE_DEVICE" }));
        Assert.That(Machine.Resources.HeldBy(bus.Model.Image), Is.Empty);
        AssertNoViolation();
    }

    [Test]
    public void Child_that_is_reported_no_more_is_removed_by_surprise()
    {
        var bus = BusTestDriver.Make();
        var device = Start(bus);
        var child = bus.Child.Pointer.Address;
        bus.IsUnplugged = true;
        Assert.That(
            After(bus, () => Invalidate(device)), Is.EqualTo(new[] { "bus QUERY_DEVICE_RELATIONS", "child 0 SURPRISE_REMOVAL", "child 0 REMOVE_DEVICE" }));
        Assert.That(Machine.Io.Devices.WasDeleted(child), Is.True);
        Assert.That(Machine.Io.Pnp.FindByPdo(child), Is.Null);
        AssertNoViolation();
    }

    [Test]
    public void Child_that_comes_later_is_started_when_the_relations_are_asked_again()
    {
        var bus = BusTestDriver.Make();
        var device = Start(bus);
        bus.Count = 2;
        Machine.Caller = bus.Model.Image;
        bus.MakeChildren();
        Machine.Caller = null;
        var seen = After(bus, () => Invalidate(device));
        Assert.That(seen, Does.Contain("child 1 START_DEVICE").And.Not.Contain("child 0 START_DEVICE"));
        Assert.That(Machine.Io.Children.Of(device).Select(c => c.Instance), Is.EqualTo(new[] { @"TESTBUS\Child\1", @"TESTBUS\Child\2" }));
    }

    [Test]
    public void Child_whose_start_fails_is_removed_and_its_bus_stays()
    {
        var bus = BusTestDriver.Make();
        bus.OnChild = minor => minor == IRP_MN.IRP_MN_START_DEVICE ? NTSTATUS.STATUS_UNSUCCESSFUL : null;
        var device = Start(bus);
        Assert.That(bus.Seen.TakeLast(2), Is.EqualTo(new[] { "child 0 START_DEVICE", "child 0 REMOVE_DEVICE" }));
        Assert.That(device.State, Is.EqualTo(PnpState.Started));
        Assert.That(Machine.Io.Pnp.Remove(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.HeldBy(bus.Model.Image), Is.Empty);
    }

    [Test]
    public void Child_that_fails_its_REMOVE_breaks_a_rule()
    {
        Boot(DriverVerifierOptions.IoVerification);
        var bus = BusTestDriver.Make();
        var device = Start(bus);
        bus.OnChild = minor => minor == IRP_MN.IRP_MN_REMOVE_DEVICE ? NTSTATUS.STATUS_UNSUCCESSFUL : null;
        Machine.Io.Pnp.Remove(device);
        Assert.That(Machine.Violations.Select(v => v.Stop), Has.Some.Matches<BugCheck>(s => s is { Code: BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, P1: 0x306 }));
    }

    [Test]
    [Raises(BugCheckCode.PNP_DETECTED_FATAL_ERROR, 3)]
    public void Identifier_with_a_blank_stops_the_machine()
    {
        var bus = BusTestDriver.Make(BusFlaw.BadIdentifier);
        var stop = AssertBugCheck(BugCheckCode.PNP_DETECTED_FATAL_ERROR, () => Start(bus));
        Assert.That((stop.P1, stop.P4), Is.EqualTo((3UL, 1UL)));
    }

    [Test]
    [Raises(BugCheckCode.PNP_DETECTED_FATAL_ERROR, 1)]
    public void Two_children_with_the_same_identifiers_stop_the_machine()
    {
        var bus = BusTestDriver.Make(BusFlaw.SameIdentifiers);
        bus.Count = 2;
        var stop = AssertBugCheck(BugCheckCode.PNP_DETECTED_FATAL_ERROR, () => Start(bus));
        Assert.That(stop.P1, Is.EqualTo(1));
    }

    [Test]
    [Raises(BugCheckCode.PNP_DETECTED_FATAL_ERROR, 4)]
    public void Child_that_was_deleted_and_is_reported_stops_the_machine()
    {
        var bus = BusTestDriver.Make(BusFlaw.ReportsDeleted);
        var stop = AssertBugCheck(BugCheckCode.PNP_DETECTED_FATAL_ERROR, () => Start(bus));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((4UL, bus.Child.Pointer.Address)));
    }

    private PnpDevice Start(BusTestDriver bus)
    {
        Assert.That(Machine.Drivers.Load(bus.Model), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var device = Machine.Io.Pnp.AddDevice(out _, Machine.Io.Drivers.Find("bus-driver")!)!;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), Machine.Stopped?.ToString());
        return device;
    }

    private void Invalidate(PnpDevice device)
    {
        Machine.Io.Pnp.InvalidateRelations(device.Pdo, (uint)DEVICE_RELATION_TYPE.BusRelations);
        Machine.Scheduler.Yield();
    }

    private static List<string> After(BusTestDriver bus, Action step)
    {
        var before = bus.Seen.Count;
        step();
        return bus.Seen[before..];
    }
}
