using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Work items (facts/wdm-io.md §4, pool-and-memory-api.md §7). All queues have the same threads.</summary>
internal static class IoWorkItemDdis
{
    private static readonly DdiDeclaration Queueing = new()
    {
        Parameters = [Address("IoWorkItem"), Address("WorkerRoutine"), Value("QueueType"), Address("Context")],
        Irql = IrqlRule.Dispatch,
        Modelled = "one set of worker threads for all queue types",
    };

    public static readonly Ddi IoAllocateWorkItem = Ddi.Declare(
        "IoAllocateWorkItem",
        new()
        {
            Family = DdiFamily.WorkItem,
            Parameters = [Address("DeviceObject")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Vista,
        },
        (machine, a) => machine.Io.WorkItems.Allocate(a[0]));

    public static readonly Ddi IoFreeWorkItem = Ddi.DeclareVoid(
        "IoFreeWorkItem",
        new() { Parameters = [Address("IoWorkItem")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.WorkItems.Free(a[0]));

    public static readonly Ddi IoSizeofWorkItem = Ddi.Declare(
        "IoSizeofWorkItem", new() { Since = WindowsVersion.Vista }, (_, _) => WorkItems.Bytes);

    public static readonly Ddi IoInitializeWorkItem = Ddi.DeclareVoid(
        "IoInitializeWorkItem",
        new() { Parameters = [Address("IoObject"), Address("IoWorkItem")], Since = WindowsVersion.Vista },
        (machine, a) => machine.Io.WorkItems.Initialise(a[0], a[1]));

    public static readonly Ddi IoUninitializeWorkItem = Ddi.DeclareVoid(
        "IoUninitializeWorkItem",
        new() { Parameters = [Address("IoWorkItem")], Since = WindowsVersion.Vista },
        (machine, a) => machine.Io.WorkItems.Uninitialise(a[0]));

    public static readonly Ddi IoQueueWorkItem = Ddi.DeclareVoid(
        "IoQueueWorkItem", Queueing, (machine, a) => machine.Io.WorkItems.Queue(a[0], a[1], a[3], isExtended: false));

    public static readonly Ddi IoQueueWorkItemEx = Ddi.DeclareVoid(
        "IoQueueWorkItemEx",
        Queueing with { Since = WindowsVersion.Vista },
        (machine, a) => machine.Io.WorkItems.Queue(a[0], a[1], a[3], isExtended: true));
}
