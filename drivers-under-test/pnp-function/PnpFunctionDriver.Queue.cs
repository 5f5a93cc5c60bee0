using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.PnpFunction;

/// <content>Reads wait in a cancel-safe queue; each holds the remove lock until it is completed.</content>
public abstract partial class PnpFunctionDriver
{
    private const long CsqOffset = 0x30;

    private NTSTATUS DispatchRead(DeviceObject device, Irp irp)
    {
        var extension = new PnpExtension(device.DeviceExtension);
        var status = IoAcquireRemoveLock(extension.RemoveLock, irp.Pointer);
        if (!NT_SUCCESS(status))
        {
            return CompleteRequest(irp, status, 0);
        }

        if (IoGetCurrentIrpStackLocation(irp).ReadLength < sizeof(uint))
        {
            CompleteRequest(irp, STATUS_BUFFER_TOO_SMALL, 0);
            IoReleaseRemoveLock(extension.RemoveLock, irp.Pointer);
            return STATUS_BUFFER_TOO_SMALL;
        }

        // Marks the IRP pending; from here on it may be completed or cancelled at any time.
        IoCsqInsertIrp(extension.Csq, irp, Pointer.Null);
        return STATUS_PENDING;
    }

    private NTSTATUS DispatchCleanup(DeviceObject device, Irp irp)
    {
        var extension = new PnpExtension(device.DeviceExtension);
        var file = IoGetCurrentIrpStackLocation(irp).FileObject.Pointer;
        for (var read = IoCsqRemoveNextIrp(extension.Csq, file); !read.IsNull; read = IoCsqRemoveNextIrp(extension.Csq, file))
        {
            CompleteRead(extension, read, STATUS_CANCELLED, 0);
        }

        return CompleteRequest(irp, STATUS_SUCCESS, 0);
    }

    private void CompleteWaitingReads(PnpExtension extension, NTSTATUS status)
    {
        var anyFile = Pointer.Null;
        for (var read = IoCsqRemoveNextIrp(extension.Csq, anyFile); !read.IsNull; read = IoCsqRemoveNextIrp(extension.Csq, anyFile))
        {
            CompleteRead(extension, read, status, 0);
        }
    }

    private void CompleteRead(PnpExtension extension, Irp read, NTSTATUS status, ulong information)
    {
        CompleteRequest(read, status, information);
        IoReleaseRemoveLock(extension.RemoveLock, read.Pointer);
    }

    private void InitializeQueue(PnpExtension extension)
    {
        KeInitializeSpinLock(extension.QueueLock);
        InitializeListHead(extension.Queue);
        IoCsqInitialize(
            extension.Csq, CsqInsertIrp, CsqRemoveIrp, CsqPeekNextIrp, CsqAcquireLock, CsqReleaseLock, CsqCompleteCanceledIrp);
    }

    private static PnpExtension ExtensionOf(Pointer csq) => new(csq - CsqOffset);

    private void CsqInsertIrp(Pointer csq, Irp irp) => InsertTailList(ExtensionOf(csq).Queue, irp.ListEntry);

    private void CsqRemoveIrp(Pointer csq, Irp irp) => RemoveEntryList(irp.ListEntry);

    private Irp CsqPeekNextIrp(Pointer csq, Irp irp, Pointer peekContext)
    {
        var head = ExtensionOf(csq).Queue;
        var entry = irp.IsNull ? head.ReadPointer() : irp.ListEntry.ReadPointer();
        for (; entry != head; entry = entry.ReadPointer())
        {
            // A context is the file object whose reads are wanted.
            var candidate = IrpFromListEntry(entry);
            if (peekContext.IsNull || IoGetCurrentIrpStackLocation(candidate).FileObject.Pointer == peekContext)
            {
                return candidate;
            }
        }

        return default;
    }

    private void CsqAcquireLock(Pointer csq, out KIRQL irql) => KeAcquireSpinLock(ExtensionOf(csq).QueueLock, out irql);

    private void CsqReleaseLock(Pointer csq, KIRQL irql) => KeReleaseSpinLock(ExtensionOf(csq).QueueLock, irql);

    private void CsqCompleteCanceledIrp(Pointer csq, Irp irp) => CompleteRead(ExtensionOf(csq), irp, STATUS_CANCELLED, 0);
}
