using Verifier.Kernel;
using Verifier.Tests.Kernel.BugChecks.Proof;

namespace Verifier.Tests.Kernel.Io;

/// <summary>
/// What I/O verification says to PnP and power requests that are passed on wrongly, and to filters' devices
/// (harness/docs/facts/bugchecks.md#io-verification-rules).
/// </summary>
public sealed class ForwardRuleTests : IoFixture
{
    private PnpTestDriver _function = null!;
    private PnpTestDriver _filter = null!;

    [SetUp]
    public void NewDrivers()
    {
        _function = new PnpTestDriver();
        _filter = new PnpTestDriver("filter-driver");
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x211)]
    public void Request_passed_on_past_a_device_is_0x211()
    {
        _filter.OnPnp = OnQueryStop(_filter, irp =>
        {
            _filter.IoSkipCurrentIrpStackLocation(irp);
            return _filter.IoCallDriver(_filter.Pdo, irp);
        });
        Machine.Io.Pnp.QueryStop(Start());
        AssertViolation(0x211);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x212)]
    public void Request_whose_location_was_not_copied_is_0x212()
    {
        _function.OnPnp = OnQueryStop(_function, irp =>
        {
            _function.IoCopyCurrentIrpStackLocationToNext(irp);
            _function.IoGetNextIrpStackLocation(irp).MinorFunction = IRP_MN.IRP_MN_QUERY_DEVICE_TEXT;
            irp.Status = NTSTATUS.STATUS_SUCCESS;
            return _function.IoCallDriver(_function.Lower, irp);
        });
        Machine.Io.Pnp.QueryStop(Start());
        AssertViolation(0x212);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x214)]
    public void Information_of_a_request_that_is_not_handled_is_0x214()
    {
        _filter.OnPnp = OnQueryStop(_filter, irp => _filter.Pass(irp));
        _function.OnPnp = OnQueryStop(_function, irp =>
        {
            irp.Information = 5;
            return _function.Pass(irp);
        });
        Machine.Io.Pnp.QueryStop(Start());
        AssertViolation(0x214);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x216)]
    public void Pnp_status_made_not_supported_is_0x216()
    {
        _function.OnPnp = OnQueryStop(_function, irp =>
        {
            irp.Status = NTSTATUS.STATUS_NOT_SUPPORTED;
            return _function.Pass(irp);
        });
        Machine.Io.Pnp.QueryStop(Start());
        AssertViolation(0x216);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x21A)]
    public void Power_status_made_not_supported_is_0x21A()
    {
        _filter.OnPower = (_, irp) =>
        {
            irp.Status = NTSTATUS.STATUS_SUCCESS;
            return _filter.PassPower(irp);
        };
        _function.OnPower = (_, irp) =>
        {
            irp.Status = NTSTATUS.STATUS_NOT_SUPPORTED;
            return _function.PassPower(irp);
        };
        Machine.Io.Power.Set(Start().Pdo, POWER_STATE_TYPE.DevicePowerState, (uint)DEVICE_POWER_STATE.PowerDeviceD0);
        AssertViolation(0x21A);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x22F)]
    public void Pnp_request_completed_untouched_is_0x22F()
    {
        _function.OnPnp = OnQueryStop(_function, irp => _function.Complete(irp, NTSTATUS.STATUS_NOT_SUPPORTED));
        Machine.Io.Pnp.QueryStop(Start());
        Assert.That(Machine.Violations.Select(v => v.P1), Does.Contain(0x22FUL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x207)]
    public void Completion_routine_of_the_driver_above_copied_along_is_0x207()
    {
        _filter.OnPnp = OnQueryStop(_filter, irp =>
        {
            irp.Status = NTSTATUS.STATUS_SUCCESS;
            return _filter.ForwardAndWait(irp) is var status ? _filter.Complete(irp, status) : null;
        });
        _function.OnPnp = OnQueryStop(_function, irp =>
        {
            const int locationBytes = 0x48;
            var (from, to) = (_function.IoGetCurrentIrpStackLocation(irp).Pointer, _function.IoGetNextIrpStackLocation(irp).Pointer);
            _function.RtlMoveMemory(to, from, locationBytes);
            return _function.IoCallDriver(_function.Lower, irp);
        });
        var device = Start();
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, () => Machine.Io.Pnp.QueryStop(device));
        Assert.That(stop.P1, Is.EqualTo(0x207));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x206)]
    public void Control_copied_along_is_0x206()
    {
        _function.OnPnp = OnQueryStop(_function, irp =>
        {
            const int locationBytes = 0x48;
            _function.IoMarkIrpPending(irp);
            var (from, to) = (_function.IoGetCurrentIrpStackLocation(irp).Pointer, _function.IoGetNextIrpStackLocation(irp).Pointer);
            _function.RtlMoveMemory(to, from, locationBytes);
            irp.Status = NTSTATUS.STATUS_SUCCESS;
            _function.IoCallDriver(_function.Lower, irp);
            return NTSTATUS.STATUS_PENDING;
        });
        var device = Start();
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, () => Machine.Io.Pnp.QueryStop(device));
        Assert.That(stop.P1, Is.EqualTo(0x206));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x245)]
    public void Function_driver_with_both_bufferings_is_0x245()
    {
        _function.Flags = DEVICE_FLAGS.DO_BUFFERED_IO | DEVICE_FLAGS.DO_DIRECT_IO;
        _filter.Flags = DEVICE_FLAGS.DO_BUFFERED_IO;
        Start();
        AssertViolation(0x245);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x244)]
    public void Filter_without_the_buffering_below_is_0x244()
    {
        _function.Flags = DEVICE_FLAGS.DO_DIRECT_IO;
        Start();
        AssertViolation(0x244);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x246)]
    public void Filter_without_the_device_type_below_is_0x246()
    {
        _function.DeviceType = FILE_DEVICE.FILE_DEVICE_DISK;
        Start();
        AssertViolation(0x246);
    }

    [Test]
    public void Filter_that_takes_everything_over_is_right()
    {
        (_function.DeviceType, _function.Flags) = (FILE_DEVICE.FILE_DEVICE_DISK, DEVICE_FLAGS.DO_DIRECT_IO);
        (_filter.DeviceType, _filter.Flags) = (FILE_DEVICE.FILE_DEVICE_DISK, DEVICE_FLAGS.DO_DIRECT_IO);
        var device = Start();
        Machine.Io.Pnp.QueryStop(device);
        AssertNoViolation();
    }

    private static Func<DeviceObject, Irp, NTSTATUS?> OnQueryStop(PnpTestDriver driver, Func<Irp, NTSTATUS?> routine) => (_, irp) =>
        driver.IoGetCurrentIrpStackLocation(irp).MinorFunction == IRP_MN.IRP_MN_QUERY_STOP_DEVICE ? routine(irp) : null;

    private PnpDevice Start()
    {
        Assert.That(Machine.Drivers.Load(_function), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Drivers.Load(_filter), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var device = Machine.Io.Pnp.AddDevice(
            out _, Machine.Io.Drivers.Find("pnp-driver")!, Machine.Io.Drivers.Find("filter-driver")!)!;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return device;
    }
}
