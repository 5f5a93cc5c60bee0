using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Timers of devices, error log entries, driver extensions, shutdown.</summary>
public sealed class IoObjectTests : IoFixture
{
    private TestDriver _driver = null!;

    [SetUp]
    public void LoadDriver()
    {
        _driver = Load(new TestDriver());
        Machine.Caller = _driver.Image;
    }

    [Test]
    public void Io_timer_fires_once_a_second_until_it_is_stopped()
    {
        var calls = 0;
        Assert.That(
            _driver.IoInitializeTimer(_driver.Device, (_, _) => calls++, default), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Pass(5);
        Assert.That(calls, Is.Zero);
        _driver.IoStartTimer(_driver.Device);
        Assert.That(Held(_driver), Does.Contain(ResourceKind.Timer));
        Pass(3);
        Assert.That(calls, Is.EqualTo(3));
        _driver.IoStopTimer(_driver.Device);
        Pass(3);
        Assert.That(calls, Is.EqualTo(3));
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.Timer));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0xA)]
    public void Io_timer_initialised_twice_is_0x0A()
    {
        _driver.IoInitializeTimer(_driver.Device, (_, _) => { }, default);
        _driver.IoInitializeTimer(_driver.Device, (_, _) => { }, default);
        AssertViolation(0x0A);
    }

    [TestCase(47, false)]
    [TestCase(48, true)]
    [TestCase(240, true)]
    [TestCase(241, false)]
    public void Error_log_entry_has_a_size_limit(int bytes, bool allowed) =>
        Assert.That(_driver.IoAllocateErrorLogEntry(_driver.Device.Pointer, (byte)bytes).IsNull, Is.Not.EqualTo(allowed));

    [Test]
    public void Error_log_entry_is_held_until_it_is_written()
    {
        var entry = _driver.IoAllocateErrorLogEntry(_driver.Device.Pointer, 64);
        entry.Write(0x0C, 0xC004_0001U);
        Assert.That(Held(_driver), Does.Contain(ResourceKind.ErrorLogEntry));
        _driver.IoWriteErrorLogEntry(entry);
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.ErrorLogEntry));
        Assert.That(Machine.Io.ErrorLog.Written, Is.EqualTo(new[] { ("test-driver", 0xC004_0001U) }));
    }

    [Test]
    public void Driver_extension_is_found_by_its_address_and_is_no_leak()
    {
        Assert.That(
            _driver.IoAllocateDriverObjectExtension(_driver.Object, _driver.Globals, 32, out var extension),
            Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_driver.IoGetDriverObjectExtension(_driver.Object, _driver.Globals), Is.EqualTo(extension));
        Assert.That(
            _driver.IoAllocateDriverObjectExtension(_driver.Object, _driver.Globals, 32, out _),
            Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_COLLISION));
        Assert.That(_driver.IoGetDriverObjectExtension(_driver.Object, _driver.Globals + 8).IsNull);
        Assert.That(Held(_driver), Is.EquivalentTo(new[] { ResourceKind.DeviceObject, ResourceKind.SymbolicLink }));
    }

    [Test]
    public void Shutdown_reaches_registered_devices()
    {
        var seen = 0;
        _driver.Object.SetMajorFunction(IRP_MJ.IRP_MJ_SHUTDOWN, (_, irp) =>
        {
            seen++;
            return _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        Assert.That(_driver.IoRegisterShutdownNotification(_driver.Device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Held(_driver), Does.Contain(ResourceKind.Registration));
        Machine.Caller = null;
        Machine.Io.Shutdown.Shutdown();
        Assert.That(seen, Is.EqualTo(1));
        Machine.Caller = _driver.Image;
        _driver.IoUnregisterShutdownNotification(_driver.Device);
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.Registration));
        AssertNoViolation();
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xDB)]
    public void Unload_with_a_wmi_registration_is_0xDB()
    {
        _driver.IoWMIRegistrationControl(_driver.Device, 1);
        Machine.Caller = null;
        Machine.Drivers.Unload("test-driver");
        AssertViolation(0xDB, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION);
    }

    [Test]
    [Raises(BugCheckCode.TIMER_OR_DPC_INVALID, 0x0)]
    public void Unload_with_a_running_timer_is_0xC7_for_a_verified_driver()
    {
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        _driver.KeInitializeTimer(_driver.Globals);
        _driver.KeSetTimer(_driver.Globals, -10_000_000, default);
        Machine.Caller = null;
        var check = AssertBugCheck(BugCheckCode.TIMER_OR_DPC_INVALID, () => Machine.Drivers.Unload("test-driver"));
        Assert.That((check.P1, check.P2), Is.EqualTo((0UL, _driver.Globals.Address)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x62)]
    public void Unload_with_pool_left_is_0x62_under_pool_tracking()
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        _driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, "Leak");
        Machine.Caller = null;
        var check = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, () => Machine.Drivers.Unload("test-driver"));
        Assert.That(check.P1, Is.EqualTo(0x62));
    }

    private void Pass(int seconds) =>
        _driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, -10_000_100L * seconds);
}
