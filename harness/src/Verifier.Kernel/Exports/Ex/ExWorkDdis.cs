namespace Verifier.Kernel;

/// <summary>Work items in the driver's own memory (harness/docs/facts/io.md#work-items-and-threads). Queueing one cannot fail.</summary>
internal static class ExWorkDdis
{
    /// <summary>
    /// Lets a system worker thread call the item's routine at PASSIVE_LEVEL. Queued twice it is 0x96. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Modelled = "one queue in order of arrival")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Superseded(WindowsVersion.Windows2000, nameof(IoWorkItemDdis.IoQueueWorkItem), "ExQueueWorkItem function (wdm.h)")]
    public static void ExQueueWorkItem(Machine machine, Pointer workItem, WORK_QUEUE_TYPE queueType) =>
        machine.WorkItems.Queue(workItem, queueType);
}
