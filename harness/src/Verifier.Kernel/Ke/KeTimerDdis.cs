using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Timers (facts/wdm-io.md §4): KeSetTimer tells whether it was set already, KeCancelTimer whether it still was.</summary>
internal static class KeTimerDdis
{
    private static readonly DdiDeclaration OnTimer = new() { Parameters = [Address("Timer")], Irql = IrqlRule.Dispatch };

    public static readonly Ddi KeInitializeTimer = Ddi.DeclareVoid(
        "KeInitializeTimer", OnTimer, (machine, a) => machine.Timers.Initialise(a[0], TIMER_TYPE.NotificationTimer));

    public static readonly Ddi KeInitializeTimerEx = Ddi.DeclareVoid(
        "KeInitializeTimerEx",
        OnTimer with { Parameters = [Address("Timer"), Value("Type")] },
        (machine, a) => machine.Timers.Initialise(a[0], (TIMER_TYPE)a[1]));

    public static readonly Ddi KeSetTimer = Ddi.Declare(
        "KeSetTimer",
        OnTimer with { Parameters = [Address("Timer"), Value("DueTime"), Address("Dpc")] },
        (machine, a) => machine.Timers.Set(a[0], (long)a[1], 0, a[2]) ? 1UL : 0);

    public static readonly Ddi KeSetTimerEx = Ddi.Declare(
        "KeSetTimerEx",
        OnTimer with { Parameters = [Address("Timer"), Value("DueTime"), Value("Period"), Address("Dpc")] },
        (machine, a) => machine.Timers.Set(a[0], (long)a[1], (uint)a[2], a[3]) ? 1UL : 0);

    public static readonly Ddi KeSetCoalescableTimer = Ddi.Declare(
        "KeSetCoalescableTimer",
        OnTimer with
        {
            Parameters = [Address("Timer"), Value("DueTime"), Value("Period"), Value("TolerableDelay"), Address("Dpc")],
            Since = WindowsVersion.Windows7,
            Modelled = "never delayed",
        },
        (machine, a) => machine.Timers.Set(a[0], (long)a[1], (uint)a[2], a[4]) ? 1UL : 0);

    public static readonly Ddi KeCancelTimer = Ddi.Declare(
        "KeCancelTimer", OnTimer, (machine, a) => machine.Timers.Cancel(a[0]) ? 1UL : 0);

    public static readonly Ddi KeReadStateTimer = Ddi.Declare(
        "KeReadStateTimer", OnTimer, (machine, a) => (ulong)machine.Dispatcher.SignalState(a[0]));
}
