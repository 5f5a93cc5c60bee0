using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>DPCs (facts/wdm-io.md §4). A threaded DPC runs as an ordinary one, which the documentation allows.</summary>
internal static class KeDpcDdis
{
    private static readonly DdiDeclaration Initialising = new()
    {
        Parameters = [Address("Dpc"), Address("DeferredRoutine"), Address("DeferredContext")],
    };

    private static readonly DdiDeclaration OnDpc = new() { Parameters = [Address("Dpc")] };

    public static readonly Ddi KeInitializeDpc = Ddi.DeclareVoid(
        "KeInitializeDpc", Initialising, (machine, a) => machine.Dpcs.Initialise(a[0], a[1], a[2], Kdpc.DpcObject));

    public static readonly Ddi KeInitializeThreadedDpc = Ddi.DeclareVoid(
        "KeInitializeThreadedDpc",
        Initialising with { Since = WindowsVersion.Vista, Modelled = "runs at DISPATCH_LEVEL like an ordinary DPC" },
        (machine, a) => machine.Dpcs.Initialise(a[0], a[1], a[2], Kdpc.ThreadedDpcObject));

    public static readonly Ddi KeInsertQueueDpc = Ddi.Declare(
        "KeInsertQueueDpc",
        new() { Parameters = [Address("Dpc"), Address("SystemArgument1"), Address("SystemArgument2")] },
        (machine, a) => machine.Dpcs.Insert(a[0], a[1], a[2]) ? 1UL : 0);

    public static readonly Ddi KeRemoveQueueDpc = Ddi.Declare(
        "KeRemoveQueueDpc", OnDpc, (machine, a) => machine.Dpcs.Remove(a[0]) ? 1UL : 0);

    public static readonly Ddi KeFlushQueuedDpcs = Ddi.DeclareVoid(
        "KeFlushQueuedDpcs", new() { Irql = IrqlRule.Passive, Since = WindowsVersion.WindowsXP }, (machine, _) => machine.Dpcs.Deliver());

    public static readonly Ddi KeSetImportanceDpc = Ddi.DeclareVoid(
        "KeSetImportanceDpc",
        new() { Parameters = [Address("Dpc"), Value("Importance")], Modelled = "a DPC of low importance runs as soon as the others" },
        (machine, a) => machine.Dpcs.SetImportance(a[0], (KDPC_IMPORTANCE)a[1]));

    public static readonly Ddi KeSetTargetProcessorDpc = Ddi.DeclareVoid(
        "KeSetTargetProcessorDpc",
        new() { Parameters = [Address("Dpc"), Value("Number")], Modelled = "there is one processor" },
        (machine, a) =>
        {
            // From Windows 7 on a processor that is not there leaves the target as it is.
            if (a[1] == 0 || machine.Profile.Version < WindowsVersion.Windows7)
            {
                machine.Memory.Write(a[0] + 2, (byte)a[1]);
            }
        });
}
