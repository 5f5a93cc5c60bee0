using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>What the PnP manager keeps in memory, and whose the references are that it gives back.</summary>
public sealed class PnpHoldTests : PnpFixture
{
    [TestCase(DriverVerifierOptions.None)]
    [TestCase(DriverVerifierOptions.Standard)]
    public void Extension_may_be_used_after_IoDeleteDevice_while_REMOVE_is_under_way(DriverVerifierOptions options)
    {
        Boot(options);
        var read = 0UL;
        _driver.OnPnp = (device, irp) =>
        {
            if (_driver.IoGetCurrentIrpStackLocation(irp).MinorFunction != IRP_MN.IRP_MN_REMOVE_DEVICE)
            {
                return null;
            }

            var (extension, lower) = (device.DeviceExtension, _driver.Lower);
            irp.Status = NTSTATUS.STATUS_SUCCESS;
            var status = _driver.Pass(irp);
            _driver.IoDetachDevice(lower);
            _driver.IoDeleteDevice(device);
            read = extension.Read<ulong>(0);
            return status;
        };
        var device = Start();
        var address = _driver.Device.Pointer.Address;
        Assert.That(Machine.Io.Pnp.Remove(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), Machine.Stopped?.ToString());
        Assert.That(read, Is.EqualTo(device.Pdo));
        Assert.That(Machine.Io.Devices.WasDeleted(address), Is.True, "it goes when REMOVE is over");
        Assert.That(Machine.Io.Devices.WasDeleted(device.Pdo), Is.True);
        AssertNoViolation();
    }

    [Test]
    public void Filter_that_deletes_its_device_last_finds_the_function_drivers_still_there()
    {
        var filter = new PnpTestDriver("filter-driver");
        var lowerFlags = DEVICE_FLAGS.DO_EXCLUSIVE;
        filter.OnPnp = (device, irp) =>
        {
            if (filter.IoGetCurrentIrpStackLocation(irp).MinorFunction != IRP_MN.IRP_MN_REMOVE_DEVICE)
            {
                return null;
            }

            var lower = filter.Lower;
            irp.Status = NTSTATUS.STATUS_SUCCESS;
            var status = filter.Pass(irp);
            filter.IoDetachDevice(lower);
            lowerFlags = lower.Flags;
            filter.IoDeleteDevice(device);
            return status;
        };
        Machine.Drivers.Load(_driver);
        Machine.Drivers.Load(filter);
        var device = Machine.Io.Pnp.AddDevice(out _, Machine.Io.Drivers.Find("pnp-driver")!, Machine.Io.Drivers.Find("filter-driver")!)!;
        Machine.Io.Pnp.Start(device);
        Assert.That(Machine.Io.Pnp.Remove(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(lowerFlags & DEVICE_FLAGS.DO_EXCLUSIVE, Is.EqualTo((DEVICE_FLAGS)0));
        Assert.That(Machine.Resources.HeldBy(_driver.Image).Concat(Machine.Resources.HeldBy(filter.Image)), Is.Empty);
        Assert.That(Machine.Drivers.Unload("filter-driver"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Drivers.Unload("pnp-driver"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertNoViolation();
    }

    [Test]
    public void Device_that_is_never_deleted_is_held_by_its_driver_after_REMOVE()
    {
        _driver.ForgetsDevice = true;
        Machine.Io.Pnp.Remove(Start());
        Assert.That(Machine.Resources.HeldBy(_driver.Image).Select(r => r.Kind), Does.Contain(ResourceKind.DeviceObject));
    }

    [TestCase(DriverVerifierOptions.None)]
    [TestCase(DriverVerifierOptions.Standard)]
    public void Bus_driver_that_reports_and_deletes_a_child_holds_nothing(DriverVerifierOptions options)
    {
        Boot(options);
        var bus = BusTestDriver.Make();
        bus.LooksBack = true;
        var device = Start(bus);
        var child = bus.Child.Pointer.Address;
        Assert.That(Machine.Resources.Find(ResourceKind.Reference, child), Is.Null, "the PnP manager gives it back");
        Assert.That(Machine.Io.Pnp.Remove(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), Machine.Stopped?.ToString());
        Assert.That(Machine.Resources.HeldBy(bus.Model.Image), Is.Empty);
        Assert.That(Machine.Io.Devices.WasDeleted(child), Is.True);
        Assert.That(Machine.Drivers.Unload("bus-driver"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertNoViolation();
    }

    [Test]
    public void Child_that_is_reported_again_and_again_has_one_hold()
    {
        var bus = BusTestDriver.Make();
        var device = Start(bus);
        Ask(device, 3);
        var child = bus.Child.Pointer.Address;
        Assert.That(Machine.Io.Devices.Find(child)!.Holds, Is.EqualTo(1));
        Assert.That(Machine.Io.Devices.Find(child)!.PointerCount, Is.Zero);
        Machine.Io.Pnp.Remove(device);
        Assert.That(Machine.Io.Devices.WasDeleted(child), Is.True);
    }

    [Test]
    public void Child_that_is_unplugged_is_let_go_when_its_driver_reports_it_no_more()
    {
        var bus = BusTestDriver.Make();
        var device = Start(bus);
        var child = bus.Child;
        bus.IsUnplugged = true;
        Ask(device, 1);
        Assert.That(Machine.Io.Devices.WasDeleted(child.Pointer.Address), Is.True, "its REMOVE_DEVICE deleted it");
        AssertNoViolation();
    }

    [Test]
    public void Child_that_is_never_deleted_is_still_the_drivers()
    {
        var bus = BusTestDriver.Make(BusFlaw.NeverDeletesChild);
        var device = Start(bus);
        Machine.Io.Pnp.Remove(device);
        var left = Machine.Resources.HeldBy(bus.Model.Image).Single();
        Assert.That((left.Kind, left.Key), Is.EqualTo((ResourceKind.DeviceObject, bus.Child.Pointer.Address)));
    }

    [Test]
    public void Reference_that_nobody_gives_back_is_still_the_drivers()
    {
        var bus = BusTestDriver.Make(BusFlaw.ReferencesTwice);
        Start(bus);
        Assert.That(Machine.Resources.Find(ResourceKind.Reference, bus.Child.Pointer.Address), Is.Not.Null);
    }

    [Test]
    [Raises(BugCheckCode.REFERENCE_BY_POINTER)]
    public void Child_that_is_reported_without_a_reference_stops_the_machine()
    {
        var bus = BusTestDriver.Make(BusFlaw.ReportsWithoutReference);
        AssertBugCheck(BugCheckCode.REFERENCE_BY_POINTER, () => Start(bus));
    }

    [Test]
    public void Automatic_names_of_drivers_and_of_the_systems_own_devices_are_of_one_count()
    {
        var names = new List<string?>();
        _driver.OnAdded = device =>
        {
            for (var i = 0; i < 3; i++)
            {
                var status = _driver.IoCreateDevice(
                    device.DriverObject, 0, (string?)null, FILE_DEVICE.FILE_DEVICE_UNKNOWN,
                    DEVICE_CHARACTERISTICS.FILE_AUTOGENERATED_DEVICE_NAME, false, out var made);
                Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
                names.Add(Machine.Io.Devices.Find(made.Pointer.Address)!.Name);
                _driver.IoDeleteDevice(made);
            }
        };
        var first = Add();
        var second = Machine.Io.Pnp.AddDevice(out var status, Machine.Io.Drivers.Find("pnp-driver")!);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "the retry finds a free name too");
        names.Add(Machine.Io.Devices.Find(first.Pdo)!.Name);
        names.Add(Machine.Io.Devices.Find(second!.Pdo)!.Name);
        Assert.That(names, Is.Unique);
    }

    [Test]
    public void Automatic_name_that_a_driver_has_taken_by_hand_is_skipped()
    {
        Machine.Drivers.Load(_driver);
        Machine.Caller = _driver.Image;
        var driverObject = new DriverObject(new Pointer(Machine, Machine.Io.Drivers.Find("pnp-driver")!.DriverObject));
        foreach (var name in new[] { @"\Device\00000000", @"\Device\00000001" })
        {
            Assert.That(
                _driver.IoCreateDevice(driverObject, 0, name, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out _),
                Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        }

        Machine.Caller = null;
        var device = Machine.Io.Pnp.AddDevice(out var status, Machine.Io.Drivers.Find("pnp-driver")!);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Devices.Find(device!.Pdo)!.Name, Is.EqualTo(@"\Device\00000002"));
    }

    private PnpDevice Start(BusTestDriver bus)
    {
        Assert.That(Machine.Drivers.Load(bus.Model), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var device = Machine.Io.Pnp.AddDevice(out _, Machine.Io.Drivers.Find("bus-driver")!)!;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return device;
    }

    private void Ask(PnpDevice device, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Machine.Io.Pnp.InvalidateRelations(device.Pdo, (uint)DEVICE_RELATION_TYPE.BusRelations);
            Machine.Scheduler.Yield();
        }
    }
}
