namespace Verifier.Kernel;

/// <content>Work items in the driver's own memory.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>ExInitializeWorkItem, a macro: fills a WORK_QUEUE_ITEM in nonpaged memory.</summary>
    public void ExInitializeWorkItem(Pointer item, WORKER_THREAD_ROUTINE routine, Pointer context = default)
    {
        const int routineOffset = 0x10, parameterOffset = 0x18;
        item.Write(0, 0UL);
        item.Write(routineOffset, AddressOf(routine));
        item.WritePointer(parameterOffset, context);
    }

    /// <summary>
    /// Lets a system worker thread call the item's routine at PASSIVE_LEVEL. Queued twice it is 0x96. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public void ExQueueWorkItem(Pointer workItem, WORK_QUEUE_TYPE queueType) =>
        Call(ExWorkDdis.ExQueueWorkItem, workItem, (ulong)queueType);
}
