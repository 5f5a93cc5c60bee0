namespace Verifier.Kernel;

/// <summary>
/// Interrupts (harness/docs/facts/memory.md#io-manager-routines). IoConnectInterrupt is not among what Driver Verifier makes fail. The
/// highest IRQL of calls about an interrupt is that interrupt's, which the routines compare themselves.
/// </summary>
internal static class IoInterruptDdis
{
    /// <summary>
    /// Connects an interrupt service routine to a vector; its interrupt object comes back, NULL on failure. A null spin lock means one of
    /// the interrupt's own. IRQL: PASSIVE_LEVEL. STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER
    /// (harness/docs/facts/memory.md#io-manager-routines).
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "one processor; the vector and its level need not be the device's own")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoConnectInterrupt(
        Machine machine,
        Out<Pointer> interruptObject,
        Routine<KSERVICE_ROUTINE> serviceRoutine,
        Pointer serviceContext,
        Pointer spinLock,
        uint vector,
        KIRQL irql,
        KIRQL synchronizeIrql,
        KINTERRUPT_MODE interruptMode,
        bool shareVector,
        ulong processorEnableMask,
        bool floatingSave)
    {
        var wanted = new InterruptObject(0, serviceRoutine, serviceContext, spinLock)
        {
            Vector = vector,
            Irql = irql,
            SynchronizeIrql = synchronizeIrql,
            Mode = interruptMode,
            IsShared = shareVector,
        };
        var status = machine.Io.Interrupts.Connect(wanted, processorEnableMask, out var interrupt);
        machine.Memory.Write(interruptObject, interrupt);
        return status;
    }

    /// <summary>Disconnects it; the routine is not called any more. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void IoDisconnectInterrupt(Machine machine, Pointer interruptObject) =>
        machine.Io.Interrupts.Disconnect(interruptObject);

    /// <summary>
    /// Connects an interrupt service routine as the parameters say, whose version may be CONNECT_FULLY_SPECIFIED or CONNECT_LINE_BASED.
    /// Windows Vista and later. IRQL: PASSIVE_LEVEL. Fails as <see cref="IoConnectInterrupt"/> does; STATUS_NOT_SUPPORTED for messages.
    /// </summary>
    [Ddi(
        Family = DdiFamily.Object,
        Since = WindowsVersion.Vista,
        Modelled = "CONNECT_FULLY_SPECIFIED and CONNECT_LINE_BASED; STATUS_NOT_SUPPORTED for messages")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoConnectInterruptEx(Machine machine, InterruptParameters parameters) =>
        InterruptParameters.Connect(machine, parameters.Pointer);

    /// <summary>Disconnects what IoConnectInterruptEx connected. Windows Vista and later. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void IoDisconnectInterruptEx(Machine machine, InterruptParameters parameters) =>
        InterruptParameters.Disconnect(machine, parameters.Pointer);

    /// <summary>Runs a routine at the interrupt's IRQL with its lock held; what the routine returns. IRQL: up to that level.</summary>
    [Ddi(Returns = typeof(bool))]
    [Irql(KIRQL.DEVICE_LEVEL_HIGHEST, ChecksItself = true)]
    public static IEnumerator<KernelAction> KeSynchronizeExecution(
        Machine machine, Pointer interrupt, Routine<KSYNCHRONIZE_ROUTINE> synchronizeRoutine, Pointer synchronizeContext) =>
        machine.Io.Interrupts.Synchronize(interrupt, synchronizeRoutine, synchronizeContext);

    /// <summary>Takes the interrupt's lock, raising to its IRQL; the level before. Windows XP and later. IRQL: up to that level.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DEVICE_LEVEL_HIGHEST, ChecksItself = true)]
    public static KIRQL KeAcquireInterruptSpinLock(Machine machine, Pointer interrupt) => machine.Io.Interrupts.AcquireLock(interrupt);

    /// <summary>Releases the interrupt's lock and restores the level. Windows XP and later. IRQL: that of the interrupt.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DEVICE_LEVEL_HIGHEST, ChecksItself = true)]
    public static void KeReleaseInterruptSpinLock(Machine machine, Pointer interrupt, KIRQL oldIrql) =>
        machine.Io.Interrupts.ReleaseLock(interrupt, oldIrql);
}
