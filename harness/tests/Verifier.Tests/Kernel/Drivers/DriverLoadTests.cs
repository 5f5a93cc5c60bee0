using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Kernel.Drivers;

/// <summary>Loading and unloading, as harness/docs/facts/io.md#routines-that-the-system-calls has it.</summary>
public sealed class DriverLoadTests : IoFixture
{
    [Test]
    public void Load_of_a_driver_that_succeeds_leaves_it_loaded_with_its_device_ready()
    {
        var driver = Load(new TestDriver());
        Assert.That(driver.Device.Flags.HasFlag(DEVICE_FLAGS.DO_DEVICE_INITIALIZING), Is.False);
        Assert.That(Held(driver), Is.EquivalentTo(new[] { ResourceKind.DeviceObject, ResourceKind.SymbolicLink }));
        AssertNoViolation();
    }

    [Test]
    public void DriverEntry_runs_in_a_system_thread_with_a_preset_driver_object()
    {
        var isSystem = false;
        var routines = new List<Pointer>();
        var path = string.Empty;
        var driver = new TestDriver();
        driver.Entry = d =>
        {
            isSystem = Machine.Scheduler.Current.IsSystem;
            routines.AddRange([d.GetMajorFunction(IRP_MJ.IRP_MJ_READ), d.GetMajorFunction(IRP_MJ.IRP_MJ_PNP)]);
            path = KernelText.Read(Machine, d.DriverName.Pointer);
            return NTSTATUS.STATUS_SUCCESS;
        };
        Load(driver);
        Assert.That(isSystem);
        Assert.That(routines.Distinct().Single().Address, Is.EqualTo(Machine.Io.InvalidDeviceRequest));
        Assert.That(path, Is.EqualTo(@"\Driver\test-driver"));
        Assert.That(Machine.Scheduler.Current, Is.SameAs(Machine.Scheduler.Main));
    }

    [Test]
    public void Unload_with_a_lookaside_list_left_is_0xC7_1_and_the_explanation_names_such_a_list()
    {
        Boot(DriverVerifierOptions.SpecialPool);
        var driver = new TestDriver();
        driver.Entry = d =>
        {
            driver.ExInitializeNPagedLookasideList(driver.Globals, null, null, 0, 64, "Test");
            return driver.CreateDevice(d);
        };
        Load(driver);
        AssertListLeft(driver);
    }

    [Test]
    public void Unload_with_another_drivers_lookaside_list_in_the_image_is_0xC7_1()
    {
        var other = Load(new TestDriver("other") { Entry = _ => NTSTATUS.STATUS_SUCCESS });
        var driver = Load(new TestDriver());
        Machine.Caller = other.Image;
        other.ExInitializeNPagedLookasideList(driver.Globals, null, null, 0, 64, "Test");
        Machine.Caller = null;
        Machine.VerifierOptions = DriverVerifierOptions.SpecialPool;
        AssertListLeft(driver);
    }

    [Test]
    public void DriverEntry_that_fails_gets_no_Unload_and_its_image_goes()
    {
        var unloaded = false;
        var driver = new TestDriver { OnUnload = _ => unloaded = true };
        driver.Entry = _ => NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        Assert.That(Machine.Drivers.Load(driver), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(unloaded, Is.False);
        Assert.That(Machine.Images.RoutineAt(driver.Image.Range.Address), Is.Null);
        Assert.That(Machine.Io.Drivers.Find("test-driver"), Is.Null);
        Assert.That(Machine.Drivers.Load(new TestDriver()), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "it may be loaded again");
    }

    [Test]
    public void Registry_path_is_gone_after_DriverEntry()
    {
        var path = default(UnicodeString);
        var text = string.Empty;
        var driver = new PathKeeper(p =>
        {
            path = p;
            text = KernelText.Read(Machine, p.Pointer);
        });
        Assert.That(Machine.Drivers.Load(driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(text, Does.EndWith(@"\Services\path-keeper"));
        Assert.That(path.Pointer.IsNull, Is.False);
    }

    [Test]
    public void Unload_calls_the_routine_and_frees_the_name()
    {
        var driver = Load(new TestDriver());
        Assert.That(Machine.Drivers.Unload("test-driver"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Held(driver), Is.Empty);
        Assert.That(Requests.Open(TestDriver.LinkName, out var status), Is.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
    }

    [Test]
    public void Unload_is_refused_while_a_device_is_open()
    {
        Load(new TestDriver());
        var file = Open();
        Assert.That(Machine.Drivers.Unload("test-driver"), Is.EqualTo(NTSTATUS.STATUS_DEVICE_BUSY));
        Requests.Close(file);
        Assert.That(Machine.Drivers.Unload("test-driver"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Unload_that_leaves_a_device_leaks_it()
    {
        var driver = Load(new TestDriver { OnUnload = _ => { } });
        Machine.Drivers.Unload("test-driver");
        Assert.That(Held(driver), Does.Contain(ResourceKind.DeviceObject).And.Contain(ResourceKind.SymbolicLink));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS)]
    public void Call_into_an_unloaded_driver_is_0xCE()
    {
        Load(new TestDriver { OnUnload = _ => { } });
        Machine.Drivers.Unload("test-driver");
        AssertBugCheck(
            BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, () => Requests.Open(TestDriver.LinkName, out _));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED)]
    public void Uncaught_exception_in_DriverEntry_is_0x7E()
    {
        var driver = new TestDriver();
        driver.Entry = _ => throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
        var check = AssertBugCheck(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, () => Machine.Drivers.Load(driver));
        Assert.That(check.P1, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES.Value));
    }

    [Test]
    [Raises(BugCheckCode.IRQL_UNEXPECTED_VALUE)]
    public void DriverEntry_that_returns_at_raised_irql_breaks_a_rule()
    {
        var driver = new TestDriver();
        driver.Entry = _ =>
        {
            driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var _);
            return NTSTATUS.STATUS_SUCCESS;
        };
        Load(driver);
        Assert.That(Machine.Violations.Single().Code, Is.EqualTo(BugCheckCode.IRQL_UNEXPECTED_VALUE));
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
    }

    private void AssertListLeft(TestDriver driver)
    {
        var list = driver.Globals.Address;
        var stop = AssertBugCheck(BugCheckCode.TIMER_OR_DPC_INVALID, () => Machine.Drivers.Unload(driver.Name));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((1UL, list)));
        Assert.That(Machine.Stopped!.Detail, Does.Contain("leaves a lookaside list that was not deleted"));
        Assert.That(BugCheckCatalogue.Explain(stop).SubCodeMeaning, Does.Contain("lookaside list"));
    }

    private sealed class PathKeeper(Action<UnicodeString> keep) : DriverModel
    {
        public override string Name => "path-keeper";

        public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
        {
            keep(registryPath);
            return NTSTATUS.STATUS_SUCCESS;
        }
    }

    [Test]
    public void Driver_object_tells_hardware_database_service_and_flags()
    {
        var duringEntry = default(DRIVER_FLAGS);
        var duringUnload = default(DRIVER_FLAGS);
        var driver = new TestDriver();
        driver.Entry = d =>
        {
            duringEntry = d.Flags;
            return driver.CreateDevice(d);
        };
        driver.OnUnload = d =>
        {
            duringUnload = d.Flags;
            driver.IoDeleteSymbolicLink(TestDriver.LinkName);
            driver.IoDeleteDevice(driver.Device);
        };
        Load(driver);
        Assert.That(
            KernelText.Read(Machine, driver.Object.HardwareDatabase.Pointer), Is.EqualTo(@"\REGISTRY\MACHINE\HARDWARE\DESCRIPTION\SYSTEM"));
        Assert.That(KernelText.Read(Machine, driver.Object.ServiceKeyName.Pointer), Is.EqualTo("test-driver"));
        Assert.That(duringEntry, Is.EqualTo(DRIVER_FLAGS.DRVO_LEGACY_DRIVER));
        Assert.That(driver.Object.Flags, Is.EqualTo(DRIVER_FLAGS.DRVO_LEGACY_DRIVER | DRIVER_FLAGS.DRVO_INITIALIZED));
        Machine.Drivers.Unload(driver.Name);
        Assert.That(
            duringUnload, Is.EqualTo(DRIVER_FLAGS.DRVO_LEGACY_DRIVER | DRIVER_FLAGS.DRVO_INITIALIZED | DRIVER_FLAGS.DRVO_UNLOAD_INVOKED));
    }

    [Test]
    public void Driver_with_an_AddDevice_routine_is_no_legacy_driver_once_DriverEntry_has_succeeded()
    {
        var driver = new TestDriver();
        driver.Entry = d =>
        {
            d.SetAddDevice((_, _) => NTSTATUS.STATUS_SUCCESS);
            return NTSTATUS.STATUS_SUCCESS;
        };
        Load(driver);
        Assert.That(driver.Object.Flags, Is.EqualTo(DRIVER_FLAGS.DRVO_INITIALIZED));
    }

    [TestCase(TestDriver.DeviceName, (DEVICE_CHARACTERISTICS)0, true)]
    [TestCase(null, DEVICE_CHARACTERISTICS.FILE_AUTOGENERATED_DEVICE_NAME, true)]
    [TestCase(null, (DEVICE_CHARACTERISTICS)0, false)]
    public void Device_object_says_whether_it_has_a_name(string? name, DEVICE_CHARACTERISTICS characteristics, bool hasName)
    {
        var device = default(DeviceObject);
        var driver = new TestDriver();
        driver.Entry = d => driver.IoCreateDevice(d, 0, name, FILE_DEVICE.FILE_DEVICE_UNKNOWN, characteristics, false, out device);
        Load(driver);
        Assert.That(device.Flags.HasFlag(DEVICE_FLAGS.DO_DEVICE_HAS_NAME), Is.EqualTo(hasName));
    }
}
