namespace Verifier.Kernel;

/// <content>Interlocked lists.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Puts an entry first under a spin lock; the one that was first before, or NULL. Any IRQL; nonpaged memory only.</summary>
    public Pointer ExInterlockedInsertHeadList(Pointer listHead, Pointer entry, Pointer spinLock) =>
        CallForPointer(ExSyncListDdis.ExInterlockedInsertHeadList, listHead, entry, spinLock);

    /// <summary>Puts an entry last under a spin lock; the one that was last before, or NULL. Any IRQL.</summary>
    public Pointer ExInterlockedInsertTailList(Pointer listHead, Pointer entry, Pointer spinLock) =>
        CallForPointer(ExSyncListDdis.ExInterlockedInsertTailList, listHead, entry, spinLock);

    /// <summary>Takes the first entry under a spin lock; NULL when the list is empty. Any IRQL.</summary>
    public Pointer ExInterlockedRemoveHeadList(Pointer listHead, Pointer spinLock) =>
        CallForPointer(ExSyncListDdis.ExInterlockedRemoveHeadList, listHead, spinLock);

    /// <summary>Pushes an entry onto a singly linked list under a spin lock; the one that was first before. Any IRQL.</summary>
    public Pointer ExInterlockedPushEntryList(Pointer listHead, Pointer entry, Pointer spinLock) =>
        CallForPointer(ExSyncListDdis.ExInterlockedPushEntryList, listHead, entry, spinLock);

    /// <summary>Pops an entry of a singly linked list under a spin lock; NULL when there is none. Any IRQL.</summary>
    public Pointer ExInterlockedPopEntryList(Pointer listHead, Pointer spinLock) =>
        CallForPointer(ExSyncListDdis.ExInterlockedPopEntryList, listHead, spinLock);

    /// <summary>Adds to a LARGE_INTEGER under a spin lock; the value before. Any IRQL.</summary>
    public long ExInterlockedAddLargeInteger(Pointer addend, long increment, Pointer spinLock) =>
        (long)Call(ExSyncListDdis.ExInterlockedAddLargeInteger, addend, (ulong)increment, spinLock);

    /// <summary>Adds to a ULONG under a spin lock; the value before. Any IRQL.</summary>
    public uint ExInterlockedAddUlong(Pointer addend, uint increment, Pointer spinLock) =>
        (uint)Call(ExSyncListDdis.ExInterlockedAddUlong, addend, increment, spinLock);

    /// <summary>Makes an empty sequenced list; on 64-bit machines the header must be 16-byte aligned. Any IRQL.</summary>
    public void InitializeSListHead(Pointer listHead) => Call(ExSyncListDdis.InitializeSListHead, listHead);

    /// <summary>Pushes an entry; the one that was first before. The lock is not used on x64. Any IRQL.</summary>
    public Pointer ExInterlockedPushEntrySList(Pointer listHead, Pointer entry, Pointer spinLock = default)
    {
        _ = spinLock;
        return CallForPointer(ExSyncListDdis.ExpInterlockedPushEntrySList, listHead, entry);
    }

    /// <summary>Pops an entry; NULL when there is none. The lock is not used on x64. Any IRQL.</summary>
    public Pointer ExInterlockedPopEntrySList(Pointer listHead, Pointer spinLock = default)
    {
        _ = spinLock;
        return CallForPointer(ExSyncListDdis.ExpInterlockedPopEntrySList, listHead);
    }

    /// <summary>Takes all entries, as a chain from the first. Any IRQL.</summary>
    public Pointer ExInterlockedFlushSList(Pointer listHead) => CallForPointer(ExSyncListDdis.ExpInterlockedFlushSList, listHead);

    /// <summary>How many entries there are. Any IRQL.</summary>
    public ushort ExQueryDepthSList(Pointer listHead) => (ushort)Call(ExSyncListDdis.ExQueryDepthSList, listHead);
}
