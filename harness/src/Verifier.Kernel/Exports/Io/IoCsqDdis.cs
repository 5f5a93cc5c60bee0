namespace Verifier.Kernel;

/// <summary>Cancel-safe queues (harness/docs/facts/io.md#cancellation).</summary>
internal static class IoCsqDdis
{
    /// <summary>Makes a cancel-safe queue in 0x40 bytes of nonpaged memory over the driver's routines. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static NTSTATUS IoCsqInitialize(
        Machine machine,
        Pointer csq,
        Routine<IO_CSQ_INSERT_IRP> csqInsertIrp,
        Routine<IO_CSQ_REMOVE_IRP> csqRemoveIrp,
        Routine<IO_CSQ_PEEK_NEXT_IRP> csqPeekNextIrp,
        Routine<IO_CSQ_ACQUIRE_LOCK> csqAcquireLock,
        Routine<IO_CSQ_RELEASE_LOCK> csqReleaseLock,
        Routine<IO_CSQ_COMPLETE_CANCELED_IRP> csqCompleteCanceledIrp)
    {
        machine.Io.CancelSafeQueues.Initialize(
            csq, isEx: false, [csqInsertIrp, csqRemoveIrp, csqPeekNextIrp, csqAcquireLock, csqReleaseLock, csqCompleteCanceledIrp]);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>As <see cref="IoCsqInitialize"/>, with an insert routine that may refuse an IRP. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static NTSTATUS IoCsqInitializeEx(
        Machine machine,
        Pointer csq,
        Routine<IO_CSQ_INSERT_IRP_EX> csqInsertIrp,
        Routine<IO_CSQ_REMOVE_IRP> csqRemoveIrp,
        Routine<IO_CSQ_PEEK_NEXT_IRP> csqPeekNextIrp,
        Routine<IO_CSQ_ACQUIRE_LOCK> csqAcquireLock,
        Routine<IO_CSQ_RELEASE_LOCK> csqReleaseLock,
        Routine<IO_CSQ_COMPLETE_CANCELED_IRP> csqCompleteCanceledIrp)
    {
        machine.Io.CancelSafeQueues.Initialize(
            csq, isEx: true, [csqInsertIrp, csqRemoveIrp, csqPeekNextIrp, csqAcquireLock, csqReleaseLock, csqCompleteCanceledIrp]);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Marks an IRP pending and queues it; the context, 0x18 bytes or NULL, finds it again. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> IoCsqInsertIrp(Machine machine, Pointer csq, Irp irp, Pointer context) =>
        machine.Io.CancelSafeQueues.Insert(csq, irp.Pointer, context, insertContext: 0);

    /// <summary>
    /// As <see cref="IoCsqInsertIrp"/>; a status of the insert routine that is an error means that the IRP is not queued and not pending.
    /// </summary>
    [Ddi(Since = WindowsVersion.Server2003, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> IoCsqInsertIrpEx(
        Machine machine, Pointer csq, Irp irp, Pointer context, Pointer insertContext) =>
        machine.Io.CancelSafeQueues.Insert(csq, irp.Pointer, context, insertContext);

    /// <summary>Takes the IRP of a context; a NULL IRP when it was cancelled or removed. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(Irp))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> IoCsqRemoveIrp(Machine machine, Pointer csq, Pointer context) =>
        machine.Io.CancelSafeQueues.Remove(csq, context);

    /// <summary>Takes the next IRP that matches; a NULL IRP when there is none. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(Irp))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> IoCsqRemoveNextIrp(Machine machine, Pointer csq, Pointer peekContext) =>
        machine.Io.CancelSafeQueues.RemoveNext(csq, peekContext);
}
