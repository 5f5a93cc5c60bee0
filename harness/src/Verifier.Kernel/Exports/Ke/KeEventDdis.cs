namespace Verifier.Kernel;

/// <summary>Events (harness/docs/facts/bugchecks.md#driver-verifier-rules). KeSetEvent above DISPATCH_LEVEL is 0xC4/0x80.</summary>
internal static class KeEventDdis
{
    private const string NoBoost = "no priority boost; Wait = TRUE does not keep the dispatcher locked until the next wait";

    /// <summary>Makes an event in nonpaged memory. Any IRQL; cannot fail.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeInitializeEvent(Machine machine, Pointer @event, EVENT_TYPE type, bool state) =>
        machine.Events.Initialise(@event, type, state);

    /// <summary>
    /// Signals an event; returns its state before. IRQL: up to DISPATCH_LEVEL (0xC4/0x80 above), with a wait that follows up to APC_LEVEL.
    /// </summary>
    [Ddi(Modelled = NoBoost)]
    [Irql(
        KIRQL.DISPATCH_LEVEL,
        Lower = KIRQL.APC_LEVEL,
        When = IrqlCondition.WaitFollows,
        Parameter = nameof(wait),
        ChecksItself = true)]
    public static int KeSetEvent(Machine machine, Pointer @event, int increment = 0, bool wait = false) =>
        machine.Events.Set(@event, waitFollows: wait);

    /// <summary>Signals an event for those who wait now and resets it; returns its state before. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Modelled = NoBoost)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static int KePulseEvent(Machine machine, Pointer @event, int increment = 0, bool wait = false) => machine.Events.Pulse(@event);

    /// <summary>Resets an event; returns its state before. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static int KeResetEvent(Machine machine, Pointer @event) => machine.Events.Clear(@event);

    /// <summary>Resets an event. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void KeClearEvent(Machine machine, Pointer @event) => machine.Events.Clear(@event);

    /// <summary>The state: 0 or 1. IRQL: up to the device levels.</summary>
    [Ddi]
    [Irql(KIRQL.DEVICE_LEVEL_HIGHEST)]
    public static int KeReadStateEvent(Machine machine, Pointer @event) => machine.Dispatcher.SignalState(@event);
}
