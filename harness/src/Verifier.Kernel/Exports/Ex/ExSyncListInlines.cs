namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: sequenced lists.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Pushes an entry; the one that was first before. The lock is not used on x64. Any IRQL.</summary>
    public Pointer ExInterlockedPushEntrySList(Pointer listHead, Pointer listEntry, Pointer @lock = default)
    {
        _ = @lock;
        return ExpInterlockedPushEntrySList(listHead, listEntry);
    }

    /// <summary>Pops an entry; NULL when there is none. The lock is not used on x64. Any IRQL.</summary>
    public Pointer ExInterlockedPopEntrySList(Pointer listHead, Pointer @lock = default)
    {
        _ = @lock;
        return ExpInterlockedPopEntrySList(listHead);
    }

    /// <summary>Takes all entries, as a chain from the first. Any IRQL.</summary>
    public Pointer ExInterlockedFlushSList(Pointer listHead) => ExpInterlockedFlushSList(listHead);
}
