using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Interlocked singly linked lists: the primitives that the headers' lookaside macros import.</summary>
internal static class ExSListDdis
{
    public static readonly Ddi ExpInterlockedPopEntrySList = Ddi.Declare(
        "ExpInterlockedPopEntrySList",
        new() { Parameters = [Address("ListHead")] },
        (machine, a) => machine.Lookasides.Entries.Pop(a[0]));

    public static readonly Ddi ExpInterlockedPushEntrySList = Ddi.Declare(
        "ExpInterlockedPushEntrySList",
        new() { Parameters = [Address("ListHead"), Address("ListEntry")] },
        (machine, a) => machine.Lookasides.Entries.Push(a[0], a[1]));

    public static readonly Ddi ExpInterlockedFlushSList = Ddi.Declare(
        "ExpInterlockedFlushSList",
        new() { Parameters = [Address("ListHead")] },
        (machine, a) => machine.Lookasides.Entries.Flush(a[0]));

    public static readonly Ddi ExQueryDepthSList = Ddi.Declare(
        "ExQueryDepthSList",
        new() { Parameters = [Address("SListHead")] },
        (machine, a) => machine.Lookasides.Entries.Depth(a[0]));

    public static readonly Ddi InitializeSListHead = Ddi.Declare(
        "InitializeSListHead",
        new() { Parameters = [Address("SListHead")] },
        (machine, a) =>
        {
            machine.Lookasides.Entries.Initialize(a[0]);
            return 0;
        });
}
