namespace Verifier.Kernel;

/// <summary>Timers that the system allocates. Times are in 100 ns: negative relative to now, positive absolute system time. Windows 8.1.</summary>
internal static class ExTimerDdis
{
    /// <summary>
    /// Allocates a timer, not set; NULL when memory is short. The routine is called at DISPATCH_LEVEL when it is due. ExDeleteTimer frees it.
    /// IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Since = WindowsVersion.Windows81, Modelled = "every timer is exact")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer ExAllocateTimer(
        Machine machine, [Parameter(IsOptional = true)] Routine<EXT_CALLBACK> callback, Pointer callbackContext, uint attributes) =>
        new(machine, machine.Executive.Timers.Allocate(callback, callbackContext, attributes));

    /// <summary>
    /// Sets a timer, anew if it was set; true when it was. <paramref name="period"/> is in 100 ns, 0 for a timer that comes once. IRQL: up to
    /// DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Since = WindowsVersion.Windows81, Modelled = "never delayed, whatever Parameters tolerates")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool ExSetTimer(Machine machine, Pointer timer, long dueTime, long period, Pointer parameters = default) =>
        machine.Executive.Timers.Set(timer, dueTime, period);

    /// <summary>Stops a timer; false when it was not set. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Windows81)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool ExCancelTimer(Machine machine, Pointer timer, Pointer parameters = default) => machine.Executive.Timers.Cancel(timer);

    /// <summary>
    /// Deletes a timer. With Cancel it is stopped first, and true when it was set; with Wait its routine has returned then. Otherwise it goes when
    /// it has expired. The callback of the parameters hears when it is gone. IRQL: up to DISPATCH_LEVEL, with Wait up to APC_LEVEL.
    /// </summary>
    [Ddi(Since = WindowsVersion.Windows81, Returns = typeof(bool))]
    [Irql(IrqlCondition.WaitFollows, Parameter = nameof(wait))]
    public static IEnumerator<KernelAction> ExDeleteTimer(Machine machine, Pointer timer, bool cancel, bool wait, Pointer parameters = default)
    {
        const int callbackOffset = 8, contextOffset = 16;
        var deleted = parameters.IsNull ? default : (parameters.Read<ulong>(callbackOffset), parameters.Read<ulong>(contextOffset));
        return machine.Executive.Timers.Delete(timer, cancel, wait, deleted);
    }

    /// <summary>The range of the clock's resolution and what it is now, in 100 ns. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Windows8)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void ExQueryTimerResolution(Machine machine, Out<uint> maximumTime, Out<uint> minimumTime, Out<uint> currentTime)
    {
        const uint finest = 5_000;
        machine.Memory.Write(maximumTime, (uint)Clock.TimeIncrement);
        machine.Memory.Write(minimumTime, finest);
        machine.Memory.Write(currentTime, (uint)Clock.TimeIncrement);
    }
}
