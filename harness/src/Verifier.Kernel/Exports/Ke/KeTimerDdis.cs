namespace Verifier.Kernel;

/// <summary>
/// Timers (harness/docs/facts/io.md#dpcs-and-timers): KeSetTimer tells whether it was set already, KeCancelTimer whether it still was.
/// Times are in 100 ns: negative relative to now, positive absolute system time.
/// </summary>
internal static class KeTimerDdis
{
    /// <summary>Makes a notification timer in nonpaged memory. IRQL: up to DISPATCH_LEVEL; cannot fail.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void KeInitializeTimer(Machine machine, Pointer timer) => machine.Timers.Initialise(timer, TIMER_TYPE.NotificationTimer);

    /// <summary>Makes a timer of either type. IRQL: up to DISPATCH_LEVEL; cannot fail.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void KeInitializeTimerEx(Machine machine, Pointer timer, TIMER_TYPE type) => machine.Timers.Initialise(timer, type);

    /// <summary>
    /// Sets a timer, anew if it was set; true when it was. <paramref name="dueTime"/> is in 100 ns: negative relative to now, positive
    /// absolute system time. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool KeSetTimer(Machine machine, Pointer timer, long dueTime, Pointer dpc = default) =>
        machine.Timers.Set(timer, dueTime, 0u, dpc);

    /// <summary>
    /// Sets a timer that comes again every <paramref name="period"/> ms (0: once); true when it was set. Due time as for KeSetTimer.
    /// IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool KeSetTimerEx(Machine machine, Pointer timer, long dueTime, int period, Pointer dpc = default) =>
        machine.Timers.Set(timer, dueTime, (uint)period, dpc);

    /// <summary>KeSetTimerEx with a delay that the caller would tolerate, in ms; there is none. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Windows7, Modelled = "never delayed")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool KeSetCoalescableTimer(
        Machine machine, Pointer timer, long dueTime, uint period, uint tolerableDelay, Pointer dpc = default) =>
        machine.Timers.Set(timer, dueTime, period, dpc);

    /// <summary>
    /// Stops a timer; false when it was not set. Does not wait for its DPC (KeFlushQueuedDpcs). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool KeCancelTimer(Machine machine, Pointer timer) => machine.Timers.Cancel(timer);

    /// <summary>True if the timer is signalled. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool KeReadStateTimer(Machine machine, Pointer timer) => machine.Dispatcher.SignalState(timer) != 0;
}
