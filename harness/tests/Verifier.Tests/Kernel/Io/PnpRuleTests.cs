using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>What I/O verification says to breaches of the PnP rules (harness/docs/facts/bugchecks.md#io-verification-rules).</summary>
public sealed class PnpRuleTests : PnpFixture
{
    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x243)]
    public void Initializing_flag_left_by_AddDevice_is_0x243()
    {
        _driver.LeavesInitializing = true;
        Add();
        AssertViolation(0x243);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x21F)]
    public void Missing_dispatch_routine_is_0x21F()
    {
        _driver.HasNoWmi = true;
        Start();
        AssertViolation(0x21F);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x21D)]
    public void Remove_without_detach_is_0x21D()
    {
        _driver.ForgetsDevice = true;
        Machine.Io.Pnp.Remove(Start());
        AssertViolation(0x21D);
        Assert.That(
            Machine.Resources.HeldBy(_driver.Image).Select(r => r.Kind),
            Is.EquivalentTo(new[] { ResourceKind.DeviceObject, ResourceKind.Attachment }));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x247)]
    public void Failing_STOP_is_0x247()
    {
        _driver.OnPnp = (_, irp) => _driver.IoGetCurrentIrpStackLocation(irp).MinorFunction == IRP_MN.IRP_MN_STOP_DEVICE
            ? _driver.Complete(irp, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)
            : null;
        var device = Start();
        Machine.Io.Pnp.QueryStop(device);
        Machine.Io.Pnp.Stop(device);
        AssertViolation(0x247);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x306)]
    public void Failing_REMOVE_is_0x306()
    {
        _driver.OnPnp = (_, irp) => _driver.IoGetCurrentIrpStackLocation(irp).MinorFunction == IRP_MN.IRP_MN_REMOVE_DEVICE
            ? _driver.Complete(irp, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)
            : null;
        Machine.Io.Pnp.Remove(Start());
        Assert.That(Machine.Violations.Select(v => v.P1), Is.EqualTo(new ulong[] { 0x306, 0x21D }));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x22E)]
    public void Pnp_request_completed_instead_of_passed_down_is_0x22E()
    {
        _driver.OnPnp = (_, irp) => _driver.IoGetCurrentIrpStackLocation(irp).MinorFunction == IRP_MN.IRP_MN_QUERY_STOP_DEVICE
            ? _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS)
            : null;
        Machine.Io.Pnp.QueryStop(Start());
        AssertViolation(0x22E);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x215)]
    public void Pnp_request_passed_down_with_an_error_is_0x215()
    {
        _driver.OnPnp = (_, irp) =>
        {
            if (_driver.IoGetCurrentIrpStackLocation(irp).MinorFunction != IRP_MN.IRP_MN_QUERY_STOP_DEVICE)
            {
                return null;
            }

            irp.Status = NTSTATUS.STATUS_UNSUCCESSFUL;
            return _driver.Pass(irp);
        };
        Machine.Io.Pnp.QueryStop(Start());
        AssertViolation(0x215);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x241)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x242)]
    public void Deletion_in_surprise_removal_is_0x242()
    {
        _driver.OnPnp = (_, irp) =>
        {
            if (_driver.IoGetCurrentIrpStackLocation(irp).MinorFunction != IRP_MN.IRP_MN_SURPRISE_REMOVAL)
            {
                return null;
            }

            irp.Status = NTSTATUS.STATUS_SUCCESS;
            var lower = _driver.Lower;
            var status = _driver.Pass(irp);
            _driver.IoDetachDevice(lower);
            _driver.IoDeleteDevice(_driver.Device);
            return status;
        };
        Machine.Io.Pnp.SurpriseRemove(Start());
        Assert.That(Machine.Violations.Select(v => v.P1), Is.EqualTo(new ulong[] { 0x241, 0x242 }));
    }

    [Test]
    public void Pnp_request_that_nobody_completes_is_a_hang()
    {
        _driver.OnPnp = (_, irp) =>
        {
            if (_driver.IoGetCurrentIrpStackLocation(irp).MinorFunction != IRP_MN.IRP_MN_QUERY_STOP_DEVICE)
            {
                return null;
            }

            _driver.IoMarkIrpPending(irp);
            return NTSTATUS.STATUS_PENDING;
        };
        var device = Start();
        Assert.That(() => Machine.Io.Pnp.QueryStop(device), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.IsHang);
        Assert.That(Machine.Stopped.Detail, Does.Contain("IRP_MN_QUERY_STOP_DEVICE"));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x213)]
    public void Pnp_request_answered_as_invalid_is_0x213()
    {
        _driver.OnPnp = (_, irp) => _driver.IoGetCurrentIrpStackLocation(irp).MinorFunction == IRP_MN.IRP_MN_QUERY_STOP_DEVICE
            ? _driver.Complete(irp, NTSTATUS.STATUS_INVALID_DEVICE_REQUEST)
            : null;
        Machine.Io.Pnp.QueryStop(Start());
        AssertViolation(0x213);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x21E)]
    public void Remove_without_delete_is_0x21E()
    {
        _driver.OnPnp = (_, irp) =>
        {
            if (_driver.IoGetCurrentIrpStackLocation(irp).MinorFunction != IRP_MN.IRP_MN_REMOVE_DEVICE)
            {
                return null;
            }

            irp.Status = NTSTATUS.STATUS_SUCCESS;
            var lower = _driver.Lower;
            var status = _driver.Pass(irp);
            _driver.IoDetachDevice(lower);
            return status;
        };
        Machine.Io.Pnp.Remove(Start());
        AssertViolation(0x21E);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x23F)]
    public void Power_pagable_flag_not_taken_over_by_AddDevice_is_0x23F()
    {
        _driver.OnAdded = device => device.Flags |= DEVICE_FLAGS.DO_POWER_PAGABLE;
        var filter = new PnpTestDriver("filter") { OnAdded = device => device.Flags &= ~DEVICE_FLAGS.DO_POWER_PAGABLE };
        Assert.That(Machine.Drivers.Load(_driver).IsSuccess && Machine.Drivers.Load(filter).IsSuccess);
        Machine.Io.Pnp.AddDevice(out _, Machine.Io.Drivers.Find("pnp-driver")!, Machine.Io.Drivers.Find("filter")!);
        AssertViolation(0x23F);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x245)]
    public void Both_ways_of_buffering_are_0x245()
    {
        _driver.OnAdded = device => device.Flags |= DEVICE_FLAGS.DO_BUFFERED_IO | DEVICE_FLAGS.DO_DIRECT_IO;
        Add();
        AssertViolation(0x245);
    }
}
