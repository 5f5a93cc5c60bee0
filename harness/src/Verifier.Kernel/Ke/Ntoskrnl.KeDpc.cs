namespace Verifier.Kernel;

/// <content>DPCs.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes a DPC in nonpaged memory. Any IRQL; cannot fail.</summary>
    public void KeInitializeDpc(Pointer dpc, KDEFERRED_ROUTINE deferredRoutine, Pointer deferredContext = default) =>
        Call(KeDpcDdis.KeInitializeDpc, dpc, AddressOf(deferredRoutine), deferredContext);

    /// <summary>Makes a threaded DPC; it runs like an ordinary one. Any IRQL; cannot fail.</summary>
    public void KeInitializeThreadedDpc(Pointer dpc, KDEFERRED_ROUTINE deferredRoutine, Pointer deferredContext = default) =>
        Call(KeDpcDdis.KeInitializeThreadedDpc, dpc, AddressOf(deferredRoutine), deferredContext);

    /// <summary>Queues a DPC; false when it is queued already, and then nothing changes. Any IRQL.</summary>
    public bool KeInsertQueueDpc(Pointer dpc, Pointer systemArgument1 = default, Pointer systemArgument2 = default) =>
        Call(KeDpcDdis.KeInsertQueueDpc, dpc, systemArgument1, systemArgument2) != 0;

    /// <summary>Takes a DPC out of the queue; false when it was not queued. Any IRQL.</summary>
    public bool KeRemoveQueueDpc(Pointer dpc) => Call(KeDpcDdis.KeRemoveQueueDpc, dpc) != 0;

    /// <summary>Returns when every queued DPC has run. IRQL: PASSIVE_LEVEL.</summary>
    public void KeFlushQueuedDpcs() => Call(KeDpcDdis.KeFlushQueuedDpcs);

    /// <summary>A DPC of high importance is queued before the others. Any IRQL.</summary>
    public void KeSetImportanceDpc(Pointer dpc, KDPC_IMPORTANCE importance) => Call(KeDpcDdis.KeSetImportanceDpc, dpc, (ulong)importance);

    /// <summary>On which processor the DPC runs; there is one. Any IRQL.</summary>
    public void KeSetTargetProcessorDpc(Pointer dpc, sbyte number) => Call(KeDpcDdis.KeSetTargetProcessorDpc, dpc, (ulong)number);
}
