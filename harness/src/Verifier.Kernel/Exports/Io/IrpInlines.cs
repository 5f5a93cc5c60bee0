namespace Verifier.Kernel;

/// <content>
/// Macros and inline functions of wdm.h about IRPs: memory accesses of the driver's own (harness/docs/facts/io.md#irp-mechanics), and names
/// of exports.
/// </content>
public abstract partial class Ntoskrnl
{
    /// <summary>Passes an IRP to the next driver; the result is that driver's. IRQL: up to DISPATCH_LEVEL.</summary>
    public NTSTATUS IoCallDriver(DeviceObject deviceObject, Irp irp) => IofCallDriver(deviceObject, irp);

    /// <summary>Completes an IRP with the status in it; the driver must not touch it afterwards. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoCompleteRequest(Irp irp, int priorityBoost = IO_LIMITS.IO_NO_INCREMENT) => IofCompleteRequest(irp, priorityBoost);

    /// <summary>IoSizeOfIrp: bytes of an IRP with so many stack locations.</summary>
    public ushort IoSizeOfIrp(int stackSize) => (ushort)IrpTable.SizeOf(stackSize);

    /// <summary>The stack location of the driver that has the IRP.</summary>
    public IoStackLocation IoGetCurrentIrpStackLocation(Irp irp) => new(irp.CurrentStackLocation);

    /// <summary>The stack location of the next-lower driver.</summary>
    public IoStackLocation IoGetNextIrpStackLocation(Irp irp) => new(irp.CurrentStackLocation - IoStackLocation.Bytes);

    /// <summary>Makes the next driver use this driver's location: for an IRP passed on unchanged and not watched.</summary>
    public void IoSkipCurrentIrpStackLocation(Irp irp)
    {
        irp.CurrentLocation++;
        irp.CurrentStackLocation += IoStackLocation.Bytes;
    }

    /// <summary>Copies this driver's location to the next one, but for the completion routine.</summary>
    public void IoCopyCurrentIrpStackLocationToNext(Irp irp)
    {
        var current = IoGetCurrentIrpStackLocation(irp);
        var next = IoGetNextIrpStackLocation(irp);
        Machine.Memory.Move(next.Pointer, current.Pointer, IoStackLocation.CompletionRoutineOffset);
        next.Control = 0;
    }

    /// <summary>Makes the next location this driver's own: for an IRP that it made itself.</summary>
    public void IoSetNextIrpStackLocation(Irp irp)
    {
        irp.CurrentLocation--;
        irp.CurrentStackLocation -= IoStackLocation.Bytes;
    }

    /// <summary>Marks the IRP pending in this driver's location: before it is queued, and then STATUS_PENDING must be returned.</summary>
    public void IoMarkIrpPending(Irp irp)
    {
        var current = IoGetCurrentIrpStackLocation(irp);
        current.Control |= SL_CONTROL.SL_PENDING_RETURNED;
    }

    /// <summary>Sets what is called when the next-lower driver has completed the IRP, up to DISPATCH_LEVEL.</summary>
    public void IoSetCompletionRoutine(
        Irp irp,
        IO_COMPLETION_ROUTINE? completionRoutine,
        Pointer context,
        bool invokeOnSuccess,
        bool invokeOnError,
        bool invokeOnCancel)
    {
        var next = IoGetNextIrpStackLocation(irp);
        next.CompletionRoutine = At(AddressOf(completionRoutine));
        next.Context = context;
        next.Control = (invokeOnSuccess ? SL_CONTROL.SL_INVOKE_ON_SUCCESS : 0)
            | (invokeOnError ? SL_CONTROL.SL_INVOKE_ON_ERROR : 0)
            | (invokeOnCancel ? SL_CONTROL.SL_INVOKE_ON_CANCEL : 0);
    }

    /// <summary>
    /// Exchanges the IRP's cancel routine and returns the address of the one before. NULL in answer to clearing it means that the routine is
    /// running and owns the IRP.
    /// </summary>
    public Pointer IoSetCancelRoutine(Irp irp, DRIVER_CANCEL? cancelRoutine)
    {
        var before = irp.CancelRoutine;
        irp.CancelRoutine = At(AddressOf(cancelRoutine));
        return before;
    }

    /// <summary>CONTAINING_RECORD(entry, IRP, Tail.Overlay.ListEntry).</summary>
    public Irp IrpFromListEntry(Pointer listEntry) => new(listEntry - 0xA8);
}
