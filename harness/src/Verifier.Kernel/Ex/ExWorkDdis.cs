using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Work items in the driver's own memory (facts/wdm-io.md §4). Queueing one cannot fail.</summary>
internal static class ExWorkDdis
{
    public static readonly Ddi ExQueueWorkItem = Ddi.DeclareVoid(
        "ExQueueWorkItem",
        new()
        {
            Parameters = [Address("WorkItem"), Value("QueueType")],
            Irql = IrqlRule.Dispatch,
            Modelled = "one queue in order of arrival",
            Successor = new(WindowsVersion.Windows2000, "IoQueueWorkItem", "ExQueueWorkItem function (wdm.h)"),
        },
        (machine, a) => machine.WorkItems.Queue(a[0], (WORK_QUEUE_TYPE)a[1]));
}
