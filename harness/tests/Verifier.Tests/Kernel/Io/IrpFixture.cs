using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Two drivers, one of which sends IRPs of its own to the other.</summary>
public abstract class IrpFixture : IoFixture
{
    private protected TestDriver _target = null!;
    private protected TestDriver _driver = null!;

    [SetUp]
    public void LoadDrivers()
    {
        _target = Load(new TestDriver("target-driver").On(IRP_MJ.IRP_MJ_READ, (_, irp) => Fill(irp)).On(
            IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) => Fill(irp)));
        _driver = new TestDriver { Entry = _ => NTSTATUS.STATUS_SUCCESS, OnUnload = _ => { } };
        Load(_driver);
        Machine.Caller = _driver.Image;
    }

    private protected void SendOwn(IRP_MJ major, byte minor, NTSTATUS status, Pointer capabilities = default)
    {
        var irp = _driver.IoAllocateIrp(1, false);
        irp.Status = status;
        var location = _driver.IoGetNextIrpStackLocation(irp);
        (location.MajorFunction, location.MinorFunction) = (major, minor);
        location.Pointer.WritePointer(0x08, capabilities);
        _driver.IoSetCompletionRoutine(
            irp, (_, _, _) => NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED, default, true, true, true);
        _driver.IoCallDriver(_target.Device, irp);
        _driver.IoFreeIrp(irp);
    }

    private protected Pointer At(ulong address) => new(Machine, address);

    private protected (Pointer Buffer, Pointer Event, IoStatusBlock Block) Locals()
    {
        var (buffer, done) = (_driver.Local(16), _driver.Local(SizeOf.KEVENT));
        var block = new IoStatusBlock(_driver.Local(IoStatusBlock.Bytes));
        _driver.KeInitializeEvent(done, EVENT_TYPE.NotificationEvent, false);
        return (buffer, done, block);
    }

    private protected NTSTATUS Fill(Irp irp)
    {
        var buffer = !irp.MdlAddress.IsNull
            ? _target.MmGetSystemAddressForMdlSafe(irp.MdlAddress, MM_PAGE_PRIORITY.NormalPagePriority)
            : irp.SystemBuffer.IsNull ? irp.UserBuffer : irp.SystemBuffer;
        buffer.Write<byte>(0, 0x5A);
        return _target.Complete(irp, NTSTATUS.STATUS_SUCCESS, 8);
    }
}
