namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: work items in the driver's own memory.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Fills a WORK_QUEUE_ITEM in nonpaged memory.</summary>
    public void ExInitializeWorkItem(Pointer item, WORKER_THREAD_ROUTINE routine, Pointer context = default)
    {
        const int routineOffset = 0x10, parameterOffset = 0x18;
        item.Write(0, 0UL);
        item.Write(routineOffset, AddressOf(routine));
        item.WritePointer(parameterOffset, context);
    }
}
