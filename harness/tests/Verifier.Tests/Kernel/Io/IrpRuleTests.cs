using Verifier.Kernel;
using Verifier.Tests.Kernel.BugChecks.Proof;

namespace Verifier.Tests.Kernel.Io;

/// <summary>
/// What I/O verification says to IRPs that are freed, made as new or sent in the wrong way
/// (harness/docs/facts/bugchecks.md#io-verification-rules).
/// </summary>
public sealed class IrpRuleTests : IrpFixture
{
    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x9)]
    public void Bad_buffer_of_a_built_direct_request_is_0x09_and_NULL()
    {
        var (_, done, block) = Locals();
        var irp = _driver.IoBuildDeviceIoControlRequest(OutDirect, _target.Device, default, 0, At(0x100), 8, false, done, block);
        Assert.That(irp.IsNull);
        AssertViolation(0x09);
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
    }

    [Test]
    public void Touch_of_an_irp_that_is_freed_is_caught_with_io_verification()
    {
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        var irp = _driver.IoAllocateIrp(1, false);
        Assert.That(RegionLayout.SpecialPool.Contains(irp.Pointer), "IRPs come from special pool");
        _driver.IoFreeIrp(irp);
        var stop = AssertBugCheck(BugCheckCode.DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, () => _ = irp.Status);
        Assert.That(stop.P1, Is.EqualTo(irp.Pointer.Address + 0x30));
    }

    [Test]
    public void Touch_of_an_irp_after_its_completion_is_caught_with_io_verification()
    {
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        _target.Object.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, i) =>
        {
            _target.Complete(i, NTSTATUS.STATUS_SUCCESS);
            return i.Status;
        });
        var (buffer, done, block) = Locals();
        var irp = _driver.IoBuildDeviceIoControlRequest(Neither, _target.Device, default, 0, buffer, 8, false, done, block);
        AssertBugCheck(BugCheckCode.DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, () => _driver.IoCallDriver(_target.Device, irp));
    }

    [Test]
    public void Irp_written_past_its_end_is_caught_with_io_verification()
    {
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        var irp = _driver.IoAllocateIrp(1, false);
        AssertBugCheck(BugCheckCode.DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION, () => irp.Pointer.Write(0xD0 + 0x48 + 8, 0));
    }

    [TestCase(DriverVerifierOptions.None)]
    [TestCase(DriverVerifierOptions.SpecialPool)]
    public void Irp_comes_from_ordinary_pool_without_io_verification(DriverVerifierOptions options)
    {
        Machine.VerifierOptions = options;
        Assert.That(RegionLayout.NonPagedPool.Contains(_driver.IoAllocateIrp(1, false).Pointer));
    }

    [Test]
    public void Irp_that_is_freed_twice_is_0x01_with_io_verification()
    {
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        var irp = _driver.IoAllocateIrp(1, false);
        _driver.IoFreeIrp(irp);
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, () => _driver.IoFreeIrp(irp));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((0x01UL, irp.Pointer.Address)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0xD)]
    public void Event_on_a_stack_that_was_unwound_is_0x0D()
    {
        var pending = default(Irp);
        _target.Object.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, i) =>
        {
            pending = i;
            _target.IoMarkIrpPending(i);
            return NTSTATUS.STATUS_PENDING;
        });
        var thread = Machine.Scheduler.Current;
        var frame = thread.StackPointer;
        var (buffer, done, _) = Locals();
        var block = new IoStatusBlock(_driver.Globals);
        var irp = _driver.IoBuildDeviceIoControlRequest(Neither, _target.Device, default, 0, buffer, 8, false, done, block);
        _driver.IoCallDriver(_target.Device, irp);
        thread.StackPointer = frame;
        _target.Complete(pending, NTSTATUS.STATUS_SUCCESS);
        AssertViolation(0x0D);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x204)]
    public void Null_device_is_0x204_and_an_access_violation()
    {
        var irp = _driver.IoAllocateIrp(1, false);
        Assert.That(
            () => _driver.IoCallDriver(default, irp),
            Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_ACCESS_VIOLATION));
        AssertViolation(0x204);
    }

    [TestCase(IRP_MJ.IRP_MJ_PNP, IRP_MN.IRP_MN_QUERY_CAPABILITIES, 0x20EUL)]
    [TestCase(IRP_MJ.IRP_MJ_SYSTEM_CONTROL, IRP_MN.IRP_MN_QUERY_ALL_DATA, 0x210UL)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, SubCodeArgument = 2)]
    public void Own_request_that_does_not_begin_with_not_supported_is_noted(IRP_MJ major, byte minor, ulong code)
    {
        SendOwn(major, minor, NTSTATUS.STATUS_SUCCESS);
        AssertViolation(code);
    }

    [TestCase(0x02, 2, 0x233UL)]
    [TestCase(0x00, 0x3C, 0x234UL)]
    [TestCase(0x08, 0, 0x235UL)]
    [TestCase(0x0C, 0, 0x236UL)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, SubCodeArgument = 2)]
    public void Own_query_of_capabilities_that_is_not_filled_in_is_noted(int offset, int value, ulong code)
    {
        var capabilities = _driver.Local(0x40);
        _driver.RtlZeroMemory(capabilities, 0x40);
        capabilities.Write(0, (ushort)0x40);
        capabilities.Write(2, (ushort)1);
        capabilities.Write(8, uint.MaxValue);
        capabilities.Write(0xC, uint.MaxValue);
        capabilities.Write(offset, (ushort)value);
        SendOwn(IRP_MJ.IRP_MJ_PNP, IRP_MN.IRP_MN_QUERY_CAPABILITIES, NTSTATUS.STATUS_NOT_SUPPORTED, capabilities);
        AssertViolation(code);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x302)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x23A)]
    public void Pnp_request_sent_at_DISPATCH_LEVEL_is_0x302_and_0x23A()
    {
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        SendOwn(IRP_MJ.IRP_MJ_PNP, IRP_MN.IRP_MN_QUERY_CAPABILITIES, NTSTATUS.STATUS_NOT_SUPPORTED);
        Assert.That(Machine.Violations.Select(v => v.P1), Is.EqualTo(new ulong[] { 0x302, 0x23A }));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x239)]
    public void Own_irp_that_is_completed_unsent_is_0x239()
    {
        var irp = _driver.IoAllocateIrp(1, false);
        irp.Status = NTSTATUS.STATUS_SUCCESS;
        _driver.IoCompleteRequest(irp);
        Assert.That(Machine.Violations.Select(v => v.P1), Does.Contain(0x239UL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x237)]
    public void Own_request_that_only_the_system_may_send_is_0x237()
    {
        SendOwn(IRP_MJ.IRP_MJ_PNP, IRP_MN.IRP_MN_REMOVE_DEVICE, NTSTATUS.STATUS_NOT_SUPPORTED);
        AssertViolation(0x237);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x105)]
    public void Irp_freed_with_ExFreePool_is_0x105_and_gone()
    {
        var irp = _driver.IoAllocateIrp(1, false);
        _driver.ExFreePool(irp.Pointer);
        AssertViolation(0x105, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION);
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
        Assert.That(Held(_driver), Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x2)]
    public void Freeing_a_threaded_irp_is_0x02()
    {
        var (buffer, done, block) = Locals();
        var irp = _driver.IoBuildDeviceIoControlRequest(Buffered, _target.Device, default, 0, buffer, 8, false, done, block);
        _driver.IoFreeIrp(irp);
        AssertViolation(0x02);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x1)]
    public void Freeing_an_irp_twice_is_0x01_and_a_bad_pool_free()
    {
        var irp = _driver.IoAllocateIrp(1, false);
        _driver.IoFreeIrp(irp);
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => _driver.IoFreeIrp(irp));
        AssertViolation(0x01);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x20A)]
    public void Freeing_an_irp_that_is_below_is_0x20A()
    {
        _target.Object.SetMajorFunction(IRP_MJ.IRP_MJ_READ, (_, i) =>
        {
            _target.IoMarkIrpPending(i);
            return NTSTATUS.STATUS_PENDING;
        });
        var irp = _driver.IoAllocateIrp(1, false);
        var location = _driver.IoGetNextIrpStackLocation(irp);
        location.MajorFunction = IRP_MJ.IRP_MJ_READ;
        _driver.IoCallDriver(_target.Device, irp);
        _driver.IoFreeIrp(irp);
        AssertViolation(0x20A);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x20D)]
    public void IoInitializeIrp_of_an_allocated_irp_is_0x20D()
    {
        var irp = _driver.IoAllocateIrp(1, false);
        _driver.IoInitializeIrp(irp, _driver.IoSizeOfIrp(1), 1);
        AssertViolation(0x20D);
    }

    [Test]
    public void Cancel_routine_that_keeps_the_lock_is_a_hang()
    {
        var irp = _driver.IoAllocateIrp(1, false);
        _driver.IoSetNextIrpStackLocation(irp);
        _driver.IoSetCancelRoutine(irp, (_, _) => { });
        Assert.That(() => _driver.IoCancelIrp(irp), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.IsHang);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x8)]
    public void Bad_buffer_of_a_built_read_is_0x08_and_NULL()
    {
        var irp = _driver.IoBuildAsynchronousFsdRequest(IRP_MJ.IRP_MJ_WRITE, _target.Device, At(0x100), 8, default, default);
        Assert.That(irp.IsNull);
        AssertViolation(0x08);
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0xC)]
    public void Status_block_on_a_stack_that_was_unwound_is_0x0C()
    {
        var pending = default(Irp);
        _target.Object.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, i) =>
        {
            pending = i;
            _target.IoMarkIrpPending(i);
            return NTSTATUS.STATUS_PENDING;
        });
        var thread = Machine.Scheduler.Current;
        var frame = thread.StackPointer;
        var (buffer, _, block) = Locals();
        var irp = _driver.IoBuildDeviceIoControlRequest(Neither, _target.Device, default, 0, buffer, 8, false, default, block);
        _driver.IoCallDriver(_target.Device, irp);
        thread.StackPointer = frame;
        _target.Complete(pending, NTSTATUS.STATUS_SUCCESS);
        AssertViolation(0x0C);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x3)]
    public void Call_with_an_irp_that_was_freed_is_0x03()
    {
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        var irp = _driver.IoAllocateIrp(1, false);
        _driver.IoFreeIrp(irp);
        Assert.That(AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, () => _driver.IoCallDriver(_target.Device, irp)).P1, Is.EqualTo(0x03));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x10)]
    public void Call_above_DISPATCH_LEVEL_is_0x10()
    {
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        var irp = _driver.IoAllocateIrp(1, false);
        _driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL + 1, out _);
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, () => _driver.IoCallDriver(_target.Device, irp));
        Assert.That((stop.P1, stop.P2, stop.P3), Is.EqualTo((0x10UL, _target.Device.Pointer.Address, 3UL)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x20F)]
    public void Own_power_request_that_does_not_begin_with_not_supported_is_0x20F_and_not_a_drivers_to_send()
    {
        SendOwn(IRP_MJ.IRP_MJ_POWER, IRP_MN.IRP_MN_QUERY_POWER, NTSTATUS.STATUS_SUCCESS);
        Assert.That(Machine.Violations.Select(v => v.P1), Is.EqualTo(new ulong[] { 0x20F, 0x237 }));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x302)]
    public void Own_pnp_request_at_APC_LEVEL_is_0x302()
    {
        _driver.KeRaiseIrql(KIRQL.APC_LEVEL, out var old);
        SendOwn(IRP_MJ.IRP_MJ_PNP, IRP_MN.IRP_MN_QUERY_CAPABILITIES, NTSTATUS.STATUS_NOT_SUPPORTED);
        _driver.KeLowerIrql(old);
        AssertViolation(0x302);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x310)]
    public void Reuse_of_an_irp_that_is_below_is_0x310()
    {
        _target.Object.SetMajorFunction(IRP_MJ.IRP_MJ_READ, (_, i) =>
        {
            _target.IoMarkIrpPending(i);
            return NTSTATUS.STATUS_PENDING;
        });
        var irp = _driver.IoAllocateIrp(1, false);
        var location = _driver.IoGetNextIrpStackLocation(irp);
        location.MajorFunction = IRP_MJ.IRP_MJ_READ;
        _driver.IoCallDriver(_target.Device, irp);
        _driver.IoReuseIrp(irp, NTSTATUS.STATUS_SUCCESS);
        AssertViolation(0x310);
    }

    [TestCase(false)]
    [TestCase(true)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x311)]
    public void Irp_that_was_built_made_as_new_is_0x311(bool isReuse)
    {
        var (buffer, done, block) = Locals();
        var irp = _driver.IoBuildDeviceIoControlRequest(Buffered, _target.Device, default, 0, buffer, 8, false, done, block);
        if (isReuse)
        {
            _driver.IoReuseIrp(irp, NTSTATUS.STATUS_SUCCESS);
        }
        else
        {
            _driver.IoInitializeIrp(irp, _driver.IoSizeOfIrp(1), 1);
        }

        AssertViolation(0x311);
    }

    [Test]
    [Raises(BugCheckCode.CANCEL_STATE_IN_COMPLETED_IRP)]
    public void Cancel_of_an_irp_that_is_gone_with_its_cancel_routine_set_is_0x48()
    {
        var pending = default(Irp);
        _target.Object.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, i) =>
        {
            pending = i;
            _target.IoMarkIrpPending(i);
            _target.IoSetCancelRoutine(i, (_, _) => { });
            return NTSTATUS.STATUS_PENDING;
        });
        var (buffer, done, block) = Locals();
        var irp = _driver.IoBuildDeviceIoControlRequest(Buffered, _target.Device, default, 0, buffer, 8, false, done, block);
        _driver.IoCallDriver(_target.Device, irp);
        _target.Complete(pending, NTSTATUS.STATUS_SUCCESS);
        AssertViolation(0x07);
        var stop = AssertBugCheck(BugCheckCode.CANCEL_STATE_IN_COMPLETED_IRP, () => _target.IoCancelIrp(pending));
        Assert.That(stop.P1, Is.EqualTo(irp.Pointer.Address));
    }

    [Test]
    public void Associated_irp_that_its_completion_routine_takes_back_is_the_drivers_to_free()
    {
        var master = _driver.IoAllocateIrp(1, false);
        master.IrpCount = 1;
        var part = _driver.IoMakeAssociatedIrp(master, 1);
        _driver.IoGetNextIrpStackLocation(part).MajorFunction = IRP_MJ.IRP_MJ_FLUSH_BUFFERS;
        _driver.IoSetCompletionRoutine(part, (_, irp, _) =>
        {
            _driver.IoFreeIrp(irp);
            return NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED;
        }, default, true, true, true);
        _driver.IoCallDriver(_target.Device, part);
        AssertNoViolation();
        Assert.That(master.IrpCount, Is.EqualTo(1), "the master is the driver's to complete");
        _driver.IoFreeIrp(master);
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Request_of_a_thread_is_cancelled_when_the_thread_ends(bool isThreaded)
    {
        var cancelled = false;
        _target.Object.SetMajorFunction(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, (_, irp) =>
        {
            _target.IoMarkIrpPending(irp);
            _target.IoSetCancelRoutine(irp, (_, late) =>
            {
                _target.IoReleaseCancelSpinLock(late.CancelIrql);
                cancelled = true;
                _target.Complete(late, NTSTATUS.STATUS_CANCELLED);
            });
            return NTSTATUS.STATUS_PENDING;
        });
        var (done, block) = (_driver.Globals, new IoStatusBlock(_driver.Globals + 0x40));
        _driver.KeInitializeEvent(done, EVENT_TYPE.NotificationEvent, false);
        _driver.PsCreateSystemThread(
            out _, 0, Pointer.Null, 0, Pointer.Null,
            _ =>
            {
                var irp = isThreaded
                    ? _driver.IoBuildSynchronousFsdRequest(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, _target.Device, default, 0, default, done, block)
                    : _driver.IoBuildAsynchronousFsdRequest(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, _target.Device, default, 0, default, block);
                _driver.IoCallDriver(_target.Device, irp);
            },
            Pointer.Null);
        Machine.Scheduler.Yield();
        Assert.That(cancelled, Is.EqualTo(isThreaded), "an asynchronous request belongs to no thread");
        Assert.That(Machine.Io.Irps.LiveCount, Is.EqualTo(isThreaded ? 0 : 1));
    }
}
