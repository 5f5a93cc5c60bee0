namespace Verifier.Kernel;

/// <content>Timers. Times are in 100 ns: negative relative to now, positive absolute system time.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes a notification timer in nonpaged memory. IRQL: up to DISPATCH_LEVEL; cannot fail.</summary>
    public void KeInitializeTimer(Pointer timer) => Call(KeTimerDdis.KeInitializeTimer, timer);

    /// <summary>Makes a timer of either type. IRQL: up to DISPATCH_LEVEL; cannot fail.</summary>
    public void KeInitializeTimerEx(Pointer timer, TIMER_TYPE type) => Call(KeTimerDdis.KeInitializeTimerEx, timer, (ulong)type);

    /// <summary>Sets a timer, anew if it was set; true when it was. IRQL: up to DISPATCH_LEVEL.</summary>
    public bool KeSetTimer(Pointer timer, long dueTime, Pointer dpc = default) =>
        Call(KeTimerDdis.KeSetTimer, timer, (ulong)dueTime, dpc) != 0;

    /// <summary>
    /// Sets a timer that comes again every <paramref name="period"/> ms (0: once); true when it was set. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public bool KeSetTimerEx(Pointer timer, long dueTime, int period, Pointer dpc = default) =>
        Call(KeTimerDdis.KeSetTimerEx, timer, (ulong)dueTime, (uint)period, dpc) != 0;

    /// <summary>KeSetTimerEx with a delay that the caller would tolerate, in ms; there is none. IRQL: up to DISPATCH_LEVEL.</summary>
    public bool KeSetCoalescableTimer(Pointer timer, long dueTime, uint period, uint tolerableDelay, Pointer dpc = default) =>
        Call(KeTimerDdis.KeSetCoalescableTimer, timer, (ulong)dueTime, period, tolerableDelay, dpc) != 0;

    /// <summary>
    /// Stops a timer; false when it was not set. Does not wait for its DPC (KeFlushQueuedDpcs). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public bool KeCancelTimer(Pointer timer) => Call(KeTimerDdis.KeCancelTimer, timer) != 0;

    /// <summary>Is the timer signalled? IRQL: up to DISPATCH_LEVEL.</summary>
    public bool KeReadStateTimer(Pointer timer) => Call(KeTimerDdis.KeReadStateTimer, timer) != 0;
}
