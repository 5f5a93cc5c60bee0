namespace Verifier.Kernel;

/// <summary>Interlocked lists and counters. Any IRQL; they raise to HIGH_LEVEL themselves, so entries must be nonpaged.</summary>
internal static class ExSyncListDdis
{
    /// <summary>Puts an entry first under a spin lock; the one that was first before, or NULL. Any IRQL; nonpaged memory only.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer ExInterlockedInsertHeadList(Machine machine, Pointer listHead, Pointer listEntry, Pointer @lock) =>
        new(machine, machine.InterlockedLists.Insert(listHead, listEntry, @lock, atHead: true));

    /// <summary>Puts an entry last under a spin lock; the one that was last before, or NULL. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer ExInterlockedInsertTailList(Machine machine, Pointer listHead, Pointer listEntry, Pointer @lock) =>
        new(machine, machine.InterlockedLists.Insert(listHead, listEntry, @lock, atHead: false));

    /// <summary>Takes the first entry under a spin lock; NULL when the list is empty. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer ExInterlockedRemoveHeadList(Machine machine, Pointer listHead, Pointer @lock) =>
        new(machine, machine.InterlockedLists.RemoveHead(listHead, @lock));

    /// <summary>Pushes an entry onto a singly linked list under a spin lock; the one that was first before. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer ExInterlockedPushEntryList(Machine machine, Pointer listHead, Pointer listEntry, Pointer @lock) =>
        new(machine, machine.InterlockedLists.Push(listHead, listEntry, @lock));

    /// <summary>Pops an entry of a singly linked list under a spin lock; NULL when there is none. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer ExInterlockedPopEntryList(Machine machine, Pointer listHead, Pointer @lock) =>
        new(machine, machine.InterlockedLists.Pop(listHead, @lock));

    /// <summary>Adds to a LARGE_INTEGER under a spin lock; the value before. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static long ExInterlockedAddLargeInteger(Machine machine, Pointer addend, long increment, Pointer @lock) =>
        (long)machine.InterlockedLists.Add(addend, (ulong)increment, @lock);

    /// <summary>Adds to a ULONG under a spin lock; the value before. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint ExInterlockedAddUlong(Machine machine, Pointer addend, uint increment, Pointer @lock) =>
        (uint)machine.InterlockedLists.AddUlong(addend, increment, @lock);

    /// <summary>Makes an empty sequenced list; on 64-bit machines the header must be 16-byte aligned. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void InitializeSListHead(Machine machine, Pointer listHead) => ExSyncSequencedList.Initialise(machine, listHead);

    /// <summary>Pushes an entry; the one that was first before. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer ExpInterlockedPushEntrySList(Machine machine, Pointer listHead, Pointer listEntry) =>
        new(machine, ExSyncSequencedList.Push(machine, listHead, listEntry));

    /// <summary>Pops an entry; NULL when there is none. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer ExpInterlockedPopEntrySList(Machine machine, Pointer listHead) =>
        new(machine, ExSyncSequencedList.Pop(machine, listHead));

    /// <summary>Takes all entries, as a chain from the first. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer ExpInterlockedFlushSList(Machine machine, Pointer listHead) =>
        new(machine, ExSyncSequencedList.Flush(machine, listHead));

    /// <summary>The number of entries. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ushort ExQueryDepthSList(Machine machine, Pointer listHead) =>
        (ushort)ExSyncSequencedList.Depth(machine, listHead);
}
