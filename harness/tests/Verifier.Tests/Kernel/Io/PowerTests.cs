using Verifier.Kernel;
using Verifier.Tests.Kernel.BugChecks.Proof;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Power and WMI requests.</summary>
public sealed class PowerTests : IoFixture
{
    private PnpTestDriver _driver = null!;
    private PnpDevice _device = null!;

    [Test]
    public void Set_power_reaches_the_stack_and_succeeds()
    {
        var seen = new List<(POWER_STATE_TYPE, DEVICE_POWER_STATE)>();
        Start(d => d.OnPower = (_, irp) =>
        {
            var location = d.IoGetCurrentIrpStackLocation(irp);
            seen.Add((location.PowerType, location.PowerDeviceState));
            return d.PassPower(irp);
        });
        Assert.That(SetDevice(DEVICE_POWER_STATE.PowerDeviceD3), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(seen, Is.EqualTo(new[] { (POWER_STATE_TYPE.DevicePowerState, DEVICE_POWER_STATE.PowerDeviceD3) }));
        AssertNoViolation();
    }

    [Test]
    public void Refused_query_tells_the_status()
    {
        Start(d => d.OnPower = (_, irp) =>
        {
            d.PoStartNextPowerIrp(irp);
            return d.Complete(irp, NTSTATUS.STATUS_UNSUCCESSFUL);
        });
        var status = Machine.Io.Power.Query(
            _device.Pdo, POWER_STATE_TYPE.SystemPowerState, (uint)SYSTEM_POWER_STATE.PowerSystemSleeping3);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_UNSUCCESSFUL));
        AssertNoViolation();
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x231)]
    public void Power_request_completed_instead_of_passed_down_is_0x231()
    {
        Start(d => d.OnPower = (_, irp) => d.Complete(irp, NTSTATUS.STATUS_SUCCESS));
        SetDevice(DEVICE_POWER_STATE.PowerDeviceD0);
        AssertViolation(0x231);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x232)]
    public void Power_request_completed_untouched_is_0x232()
    {
        Start(d => d.OnPower = (_, irp) => d.Complete(irp, NTSTATUS.STATUS_NOT_SUPPORTED));
        SetDevice(DEVICE_POWER_STATE.PowerDeviceD0);
        AssertViolation(0x232);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x219)]
    public void Power_request_passed_down_with_an_error_is_0x219()
    {
        Start(d => d.OnPower = (_, irp) =>
        {
            irp.Status = NTSTATUS.STATUS_UNSUCCESSFUL;
            return d.PassPower(irp);
        });
        SetDevice(DEVICE_POWER_STATE.PowerDeviceD0);
        AssertViolation(0x219);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_POWER_STATE_FAILURE, 0x2)]
    public void Missing_PoStartNextPowerIrp_is_0x9F_2_before_Vista()
    {
        PassPowerWithoutStartNext("windows-xp-x86");
        AssertViolation(2, BugCheckCode.DRIVER_POWER_STATE_FAILURE);
    }

    [Test]
    public void Missing_PoStartNextPowerIrp_is_lawful_from_Vista()
    {
        PassPowerWithoutStartNext("windows-vista-x64");
        AssertNoViolation();
    }

    [TestCase(DEVICE_FLAGS.DO_POWER_PAGABLE, KIRQL.PASSIVE_LEVEL)]
    [TestCase(DEVICE_FLAGS.DO_BUFFERED_IO, KIRQL.DISPATCH_LEVEL)]
    [TestCase(DEVICE_FLAGS.DO_POWER_INRUSH, KIRQL.DISPATCH_LEVEL)]
    public void PoCallDriver_passes_at_the_level_of_the_drivers_device(DEVICE_FLAGS flags, KIRQL level)
    {
        SendPowerDown(flags, level);
        Assert.That(Machine.Violations, Is.Empty);
    }

    [TestCase(KIRQL.APC_LEVEL)]
    [TestCase(KIRQL.DISPATCH_LEVEL)]
    public void PoCallDriver_of_a_pageable_driver_is_for_passive_level(KIRQL level)
    {
        SendPowerDown(DEVICE_FLAGS.DO_POWER_PAGABLE, level);
        Assert.That(Machine.Violations.Select(v => (v.P1, v.P2)), Is.EqualTo(new[] { (0xE5UL, (ulong)level) }));
        Assert.That(Machine.Violations[0].Text, Does.StartWith("PoCallDriver").And.Contain("pageable driver PASSIVE_LEVEL"));
    }

    [Test]
    public void Requested_power_irp_ends_with_the_callers_routine()
    {
        var told = (Minor: (byte)0, State: 0U, Status: NTSTATUS.STATUS_PENDING);
        Start(_ => { });
        Machine.Caller = _driver.Image;
        var status = _driver.PoRequestPowerIrp(
            _driver.Pdo,
            IRP_MN.IRP_MN_SET_POWER,
            DEVICE_POWER_STATE.PowerDeviceD3,
            (_, minor, state, _, io) => told = (minor, state, io.Status),
            default);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_PENDING));
        Assert.That(told, Is.EqualTo((IRP_MN.IRP_MN_SET_POWER, (uint)DEVICE_POWER_STATE.PowerDeviceD3, NTSTATUS.STATUS_SUCCESS)));
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
        AssertNoViolation();
    }

    [Test]
    public void Power_state_is_remembered()
    {
        Start(_ => { });
        var type = POWER_STATE_TYPE.DevicePowerState;
        Assert.That(_driver.PoSetPowerState(_driver.Device, type, 4), Is.EqualTo(1));
        Assert.That(_driver.PoSetPowerState(_driver.Device, type, 1), Is.EqualTo(4));
    }

    [Test]
    public void Wmi_query_brings_the_drivers_data()
    {
        Start(d => d.OnWmi = (_, irp) =>
        {
            var location = d.IoGetCurrentIrpStackLocation(irp);
            location.WmiBuffer.Write(0x30, 0x11223344U);
            irp.Information = 0x34;
            return d.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        var request = Machine.Io.Wmi.QueryAllData(_device.Pdo, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 0x40);
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(BitConverter.ToUInt32(request.Output, 0x30), Is.EqualTo(0x11223344U));
    }

    [Test]
    public void Wmi_query_that_nobody_handles_is_not_supported()
    {
        Start(_ => { });
        Assert.That(Machine.Io.Wmi.QueryRegistration(_device.Pdo, 64).Status, Is.EqualTo(NTSTATUS.STATUS_NOT_SUPPORTED));
        AssertNoViolation();
    }

    [Test]
    public void Wmi_registration_is_held_until_it_is_taken_back()
    {
        Start(_ => { });
        Machine.Caller = _driver.Image;
        Assert.That(_driver.IoWMIRegistrationControl(_driver.Device, 1), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.HeldBy(_driver.Image).Select(r => r.Kind), Does.Contain(ResourceKind.Registration));
        Assert.That(_driver.IoWMIRegistrationControl(_driver.Device, 2), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.HeldBy(_driver.Image).Select(r => r.Kind), Does.Not.Contain(ResourceKind.Registration));
    }

    private void PassPowerWithoutStartNext(string profile)
    {
        Boot(profile: profile);
        Start(d => d.OnPower = (_, irp) =>
        {
            d.IoSkipCurrentIrpStackLocation(irp);
            return d.PoCallDriver(d.Lower, irp);
        });
        SetDevice(DEVICE_POWER_STATE.PowerDeviceD0);
    }

    private void SendPowerDown(DEVICE_FLAGS flags, KIRQL level)
    {
        Boot(profile: "windows-xp-x86");
        Start(d => d.OnPower = (_, irp) =>
        {
            d.PoStartNextPowerIrp(irp);
            d.IoSkipCurrentIrpStackLocation(irp);
            var old = Machine.Irql;
            Machine.Irql = level;
            var status = d.PoCallDriver(d.Lower, irp);
            Machine.Irql = old;
            return status;
        });
        var device = _driver.Device;
        device.Flags |= flags;
        SetDevice(DEVICE_POWER_STATE.PowerDeviceD3);
    }

    private void Start(Action<PnpTestDriver> prepare)
    {
        _driver = new PnpTestDriver();
        prepare(_driver);
        Assert.That(Machine.Drivers.Load(_driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        _device = Machine.Io.Pnp.AddDevice(out _, Machine.Io.Drivers.Find("pnp-driver")!)!;
        Assert.That(Machine.Io.Pnp.Start(_device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    private NTSTATUS SetDevice(DEVICE_POWER_STATE state) =>
        Machine.Io.Power.Set(_device.Pdo, POWER_STATE_TYPE.DevicePowerState, (uint)state);
}
