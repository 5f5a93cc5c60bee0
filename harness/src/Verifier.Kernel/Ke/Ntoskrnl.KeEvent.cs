namespace Verifier.Kernel;

/// <content>Events.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes an event in nonpaged memory. Any IRQL; cannot fail.</summary>
    public void KeInitializeEvent(Pointer eventObject, EVENT_TYPE type, bool state) =>
        Call(KeEventDdis.KeInitializeEvent, eventObject, (ulong)type, state ? 1UL : 0);

    /// <summary>
    /// Signals an event; returns its state before. IRQL: up to DISPATCH_LEVEL (0xC4/0x80 above), with a wait that follows up to APC_LEVEL.
    /// </summary>
    public int KeSetEvent(Pointer eventObject, int increment = 0, bool wait = false) =>
        (int)Call(KeEventDdis.KeSetEvent, eventObject, (ulong)increment, wait ? 1UL : 0);

    /// <summary>Signals an event for those who wait now and resets it; returns its state before. IRQL: up to DISPATCH_LEVEL.</summary>
    public int KePulseEvent(Pointer eventObject, int increment = 0, bool wait = false) =>
        (int)Call(KeEventDdis.KePulseEvent, eventObject, (ulong)increment, wait ? 1UL : 0);

    /// <summary>Resets an event; returns its state before. IRQL: up to DISPATCH_LEVEL.</summary>
    public int KeResetEvent(Pointer eventObject) => (int)Call(KeEventDdis.KeResetEvent, eventObject);

    /// <summary>Resets an event. IRQL: up to DISPATCH_LEVEL.</summary>
    public void KeClearEvent(Pointer eventObject) => Call(KeEventDdis.KeClearEvent, eventObject);

    /// <summary>The state: 0 or 1. IRQL: up to DISPATCH_LEVEL.</summary>
    public int KeReadStateEvent(Pointer eventObject) => (int)Call(KeEventDdis.KeReadStateEvent, eventObject);
}
