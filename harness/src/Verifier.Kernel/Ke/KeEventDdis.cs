using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Events (facts/wdm-io.md §4). KeSetEvent above DISPATCH_LEVEL is 0xC4/0x80.</summary>
internal static class KeEventDdis
{
    private const int SetWait = 2;

    private static readonly DdiDeclaration OnEvent = new() { Parameters = [Address("Event")], Irql = IrqlRule.Dispatch };

    private static readonly DdiDeclaration Setting = new()
    {
        Parameters = [Address("Event"), Value("Increment"), Value("Wait")],
        Irql = IrqlRule.Dispatch.Or(KIRQL.APC_LEVEL, IrqlCondition.WaitFollows, SetWait),
        ChecksIrqlItself = true,
        Modelled = "no priority boost; Wait = TRUE does not keep the dispatcher locked until the next wait",
    };

    public static readonly Ddi KeInitializeEvent = Ddi.DeclareVoid(
        "KeInitializeEvent",
        new() { Parameters = [Address("Event"), Value("Type"), Value("State")] },
        (machine, a) => machine.Events.Initialise(a[0], (EVENT_TYPE)a[1], a[2] != 0));

    public static readonly Ddi KeSetEvent = Ddi.Declare(
        "KeSetEvent", Setting, (machine, a) => (ulong)machine.Events.Set(a[0], waitFollows: (byte)a[SetWait] != 0));

    public static readonly Ddi KePulseEvent = Ddi.Declare(
        "KePulseEvent", Setting with { Irql = IrqlRule.Dispatch }, (machine, a) => (ulong)machine.Events.Pulse(a[0]));

    public static readonly Ddi KeResetEvent = Ddi.Declare("KeResetEvent", OnEvent, (machine, a) => (ulong)machine.Events.Clear(a[0]));

    public static readonly Ddi KeClearEvent = Ddi.DeclareVoid("KeClearEvent", OnEvent, (machine, a) => machine.Events.Clear(a[0]));

    public static readonly Ddi KeReadStateEvent = Ddi.Declare(
        "KeReadStateEvent", OnEvent with { Irql = IrqlRule.Dirql }, (machine, a) => (ulong)machine.Dispatcher.SignalState(a[0]));
}
