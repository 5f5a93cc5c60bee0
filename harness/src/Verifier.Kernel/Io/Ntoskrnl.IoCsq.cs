namespace Verifier.Kernel;

/// <content>Cancel-safe queues, and what PoRequestPowerIrp calls.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes a cancel-safe queue in 0x40 bytes of nonpaged memory over the driver's routines. Any IRQL.</summary>
    public NTSTATUS IoCsqInitialize(
        Pointer csq,
        IO_CSQ_INSERT_IRP insert,
        IO_CSQ_REMOVE_IRP remove,
        IO_CSQ_PEEK_NEXT_IRP peekNext,
        IO_CSQ_ACQUIRE_LOCK acquireLock,
        IO_CSQ_RELEASE_LOCK releaseLock,
        IO_CSQ_COMPLETE_CANCELED_IRP completeCanceled) => CallForStatus(
            IoCsqDdis.IoCsqInitialize, csq, AddressOf(insert), AddressOf(remove), AddressOf(peekNext), AddressOf(acquireLock),
            AddressOf(releaseLock), AddressOf(completeCanceled));

    /// <summary>The same with an insert routine that may refuse an IRP. Any IRQL.</summary>
    public NTSTATUS IoCsqInitializeEx(
        Pointer csq,
        IO_CSQ_INSERT_IRP_EX insert,
        IO_CSQ_REMOVE_IRP remove,
        IO_CSQ_PEEK_NEXT_IRP peekNext,
        IO_CSQ_ACQUIRE_LOCK acquireLock,
        IO_CSQ_RELEASE_LOCK releaseLock,
        IO_CSQ_COMPLETE_CANCELED_IRP completeCanceled) => CallForStatus(
            IoCsqDdis.IoCsqInitializeEx, csq, AddressOf(insert), AddressOf(remove), AddressOf(peekNext), AddressOf(acquireLock),
            AddressOf(releaseLock), AddressOf(completeCanceled));

    /// <summary>Marks an IRP pending and queues it; the context, 0x18 bytes or NULL, finds it again. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoCsqInsertIrp(Pointer csq, Irp irp, Pointer context) => Call(IoCsqDdis.IoCsqInsertIrp, csq, irp.Pointer, context);

    /// <summary>The same; a status of the insert routine that is an error means that the IRP is not queued and not pending.</summary>
    public NTSTATUS IoCsqInsertIrpEx(Pointer csq, Irp irp, Pointer context, Pointer insertContext) =>
        CallForStatus(IoCsqDdis.IoCsqInsertIrpEx, csq, irp.Pointer, context, insertContext);

    /// <summary>Takes the IRP of a context; a NULL IRP when it was cancelled or removed. IRQL: up to DISPATCH_LEVEL.</summary>
    public Irp IoCsqRemoveIrp(Pointer csq, Pointer context) => new(this, CallForPointer(IoCsqDdis.IoCsqRemoveIrp, csq, context));

    /// <summary>Takes the next IRP that matches; a NULL IRP when there is none. IRQL: up to DISPATCH_LEVEL.</summary>
    public Irp IoCsqRemoveNextIrp(Pointer csq, Pointer peekContext) =>
        new(this, CallForPointer(IoCsqDdis.IoCsqRemoveNextIrp, csq, peekContext));
}
