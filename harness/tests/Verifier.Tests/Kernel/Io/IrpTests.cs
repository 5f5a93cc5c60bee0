using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>IRPs that drivers make: allocate, build, associate, free, make as new.</summary>
public sealed class IrpTests : IrpFixture
{
    [Test]
    public void Allocated_irp_is_zeroed_and_begins_above_its_last_location()
    {
        var irp = _driver.IoAllocateIrp(3, false);
        Assert.That((irp.StackCount, irp.CurrentLocation), Is.EqualTo((3, 4)));
        Assert.That(irp.CurrentStackLocation.Address - irp.Pointer.Address, Is.EqualTo(0xD0 + (3 * 0x48)));
        Assert.That(irp.Pointer.Read<ushort>(2), Is.EqualTo(_driver.IoSizeOfIrp(3)));
        Assert.That(Held(_driver), Is.EqualTo(new[] { ResourceKind.Irp }));
        _driver.IoFreeIrp(irp);
        Assert.That(Held(_driver), Is.Empty);
    }

    [Test]
    public void Own_irp_is_sent_taken_back_and_freed()
    {
        var irp = _driver.IoAllocateIrp(_target.Device.StackSize, false);
        var buffer = _driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 8, "Buff");
        irp.SystemBuffer = buffer;
        var location = _driver.IoGetNextIrpStackLocation(irp);
        location.MajorFunction = IRP_MJ.IRP_MJ_READ;
        location.ReadLength = 8;
        var isNull = false;
        _driver.IoSetCompletionRoutine(
            irp,
            (device, i, _) =>
            {
                isNull = device.IsNull;
                _driver.IoFreeIrp(i);
                return NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED;
            },
            default, true, true, true);
        Assert.That(_driver.IoCallDriver(_target.Device, irp), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(isNull, "the creator has no device in the stack");
        Assert.That(buffer.Read<byte>(), Is.EqualTo(0x5A));
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.Irp));
        AssertNoViolation();
    }

    [Test]
    public void Built_control_request_returns_data_status_and_event_and_frees_itself()
    {
        var (buffer, done, block) = Locals();
        var irp = _driver.IoBuildDeviceIoControlRequest(Buffered, _target.Device, default, 0, buffer, 8, false, done, block);
        Assert.That(_driver.IoCallDriver(_target.Device, irp), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(buffer.Read<byte>(), Is.EqualTo(0x5A));
        Assert.That((block.Status, block.Information), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 8UL)));
        Assert.That(_driver.KeReadStateEvent(done), Is.Not.Zero);
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
        AssertNoViolation();
    }

    [TestCase(DEVICE_FLAGS.DO_BUFFERED_IO)]
    [TestCase(DEVICE_FLAGS.DO_DIRECT_IO)]
    [TestCase((DEVICE_FLAGS)0)]
    public void Built_read_uses_the_buffering_of_its_target(DEVICE_FLAGS buffering)
    {
        var device = _target.Device;
        device.Flags = (device.Flags & ~DEVICE_FLAGS.DO_BUFFERED_IO) | buffering;
        var (_, done, block) = Locals();
        var buffer = _driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 8, "Buff");
        var irp = _driver.IoBuildSynchronousFsdRequest(IRP_MJ.IRP_MJ_READ, _target.Device, buffer, 8, default, done, block);
        Assert.That(irp.MdlAddress.IsNull, Is.EqualTo(buffering != DEVICE_FLAGS.DO_DIRECT_IO));
        _driver.IoCallDriver(_target.Device, irp);
        Assert.That(buffer.Read<byte>(), Is.EqualTo(0x5A));
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.Mdl).And.Not.Contain(ResourceKind.LockedPages));
        AssertNoViolation();
    }

    [Test]
    public void Error_that_was_not_pending_sets_neither_block_nor_event()
    {
        _target.Object.SetMajorFunction(
            IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) => _target.Complete(irp, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        var (buffer, done, block) = Locals();
        block.Status = NTSTATUS.STATUS_TIMEOUT;
        var irp = _driver.IoBuildDeviceIoControlRequest(Buffered, _target.Device, default, 0, buffer, 8, false, done, block);
        Assert.That(_driver.IoCallDriver(_target.Device, irp), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(block.Status, Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
        Assert.That(_driver.KeReadStateEvent(done), Is.Zero);
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
    }

    [Test]
    public void Asynchronous_read_leaves_its_buffer_to_the_driver()
    {
        var buffer = _driver.Local(16);
        var irp = _driver.IoBuildAsynchronousFsdRequest(
            IRP_MJ.IRP_MJ_READ, _target.Device, buffer, 8, default, new IoStatusBlock(_driver.Local(16)));
        var systemBuffer = irp.SystemBuffer;
        _driver.IoSetCompletionRoutine(
            irp,
            (_, i, _) =>
            {
                _driver.IoFreeIrp(i);
                return NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED;
            },
            default, true, true, true);
        _driver.IoCallDriver(_target.Device, irp);
        Assert.That(systemBuffer.Read<byte>(), Is.EqualTo(0x5A));
        _driver.ExFreePool(systemBuffer);
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
        AssertNoViolation();
    }

    [Test]
    public void Reused_irp_is_as_new()
    {
        var irp = _driver.IoAllocateIrp(2, false);
        irp.Cancel = true;
        irp.Information = 7;
        _driver.IoReuseIrp(irp, NTSTATUS.STATUS_NOT_SUPPORTED);
        Assert.That((irp.Cancel, irp.Information, irp.Status), Is.EqualTo((false, 0UL, NTSTATUS.STATUS_NOT_SUPPORTED)));
        Assert.That((irp.StackCount, irp.CurrentLocation), Is.EqualTo((2, 3)));
        AssertNoViolation();
        _driver.IoFreeIrp(irp);
    }

    [Test]
    public void Last_associated_irp_completes_its_master()
    {
        var irps = new List<Irp>();
        _driver.Object.SetMajorFunction(IRP_MJ.IRP_MJ_READ, (_, master) =>
        {
            _driver.IoMarkIrpPending(master);
            master.IrpCount = 2;
            for (var i = 0; i < 2; i++)
            {
                var part = _driver.IoMakeAssociatedIrp(master, 1);
                var next = _driver.IoGetNextIrpStackLocation(part);
                next.MajorFunction = IRP_MJ.IRP_MJ_FLUSH_BUFFERS;
                irps.Add(part);
            }

            master.Status = NTSTATUS.STATUS_SUCCESS;
            irps.ForEach(part => _driver.IoCallDriver(_target.Device, part));
            return NTSTATUS.STATUS_PENDING;
        });
        _driver.IoCreateDevice(_driver.Object, 0, @"\Device\Master", FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
        device.Flags &= ~DEVICE_FLAGS.DO_DEVICE_INITIALIZING;
        Machine.Caller = null;
        var read = Requests.Read(Open(@"\Device\Master"), 0);
        Assert.That(read.IsComplete);
        Assert.That(read.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
    }

    [Test]
    public void Completion_routine_Ex_gives_its_memory_back_when_it_runs()
    {
        var ran = false;
        var irp = _driver.IoAllocateIrp(1, false);
        var location = _driver.IoGetNextIrpStackLocation(irp);
        location.MajorFunction = IRP_MJ.IRP_MJ_FLUSH_BUFFERS;
        _driver.IoSetCompletionRoutineEx(
            _target.Device,
            irp,
            (_, _, _) =>
            {
                ran = true;
                return NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED;
            },
            default, true, true, true);
        Assert.That(Held(_driver), Does.Contain(ResourceKind.Registration));
        _driver.IoCallDriver(_target.Device, irp);
        Assert.That(ran);
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.Registration));
        _driver.IoFreeIrp(irp);
    }

    [Test]
    public void Cancel_without_a_routine_marks_the_irp_only()
    {
        var irp = _driver.IoAllocateIrp(1, false);
        Assert.That(_driver.IoCancelIrp(irp), Is.False);
        Assert.That(irp.Cancel);
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
    }

    [Test]
    public void Cancel_spin_lock_raises_and_restores_the_irql()
    {
        _driver.IoAcquireCancelSpinLock(out var old);
        Assert.That((old, Machine.Irql), Is.EqualTo((KIRQL.PASSIVE_LEVEL, KIRQL.DISPATCH_LEVEL)));
        _driver.IoReleaseCancelSpinLock(old);
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
        _driver.IoAcquireCancelSpinLock(out _);
        Assert.That(() => _driver.IoAcquireCancelSpinLock(out _), Throws.InstanceOf<MachineStopped>());
    }
}
