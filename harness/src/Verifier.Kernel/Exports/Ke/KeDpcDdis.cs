namespace Verifier.Kernel;

/// <summary>
/// DPCs (harness/docs/facts/io.md#dpcs-and-timers). A threaded DPC runs as an ordinary one, which the documentation allows.
/// </summary>
internal static class KeDpcDdis
{
    /// <summary>Makes a DPC in nonpaged memory. Any IRQL; cannot fail.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeInitializeDpc(
        Machine machine, Pointer dpc, Routine<KDEFERRED_ROUTINE> deferredRoutine, Pointer deferredContext = default) =>
        machine.Dpcs.Initialise(dpc, deferredRoutine, deferredContext, Kdpc.DpcObject);

    /// <summary>Makes a threaded DPC; it runs like an ordinary one. Any IRQL; cannot fail.</summary>
    [Ddi(Since = WindowsVersion.Vista, Modelled = "runs at DISPATCH_LEVEL like an ordinary DPC")]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeInitializeThreadedDpc(
        Machine machine, Pointer dpc, Routine<KDEFERRED_ROUTINE> deferredRoutine, Pointer deferredContext = default) =>
        machine.Dpcs.Initialise(dpc, deferredRoutine, deferredContext, Kdpc.ThreadedDpcObject);

    /// <summary>Queues a DPC; false when it is queued already, and then nothing changes. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool KeInsertQueueDpc(
        Machine machine, Pointer dpc, Pointer systemArgument1 = default, Pointer systemArgument2 = default) =>
        machine.Dpcs.Insert(dpc, systemArgument1, systemArgument2);

    /// <summary>Takes a DPC out of the queue; false when it was not queued. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool KeRemoveQueueDpc(Machine machine, Pointer dpc) => machine.Dpcs.Remove(dpc);

    /// <summary>Returns when every queued DPC has run. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void KeFlushQueuedDpcs(Machine machine) => machine.Dpcs.Deliver();

    /// <summary>A DPC of high importance is queued before the others. Any IRQL.</summary>
    [Ddi(Modelled = "a DPC of low importance runs as soon as the others")]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeSetImportanceDpc(Machine machine, Pointer dpc, [Parameter(InC = typeof(uint))] KDPC_IMPORTANCE importance) =>
        machine.Dpcs.SetImportance(dpc, importance);

    /// <summary>On which processor the DPC runs; there is one. Any IRQL.</summary>
    [Ddi(Modelled = "there is one processor")]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeSetTargetProcessorDpc(Machine machine, Pointer dpc, sbyte number)
    {
        // From Windows 7 on a processor that is not there leaves the target as it is.
        if (number == 0 || machine.Profile.Version < WindowsVersion.Windows7)
        {
            dpc.Write(2, (byte)number);
        }
    }
}
