using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Interlocked lists and counters. Any IRQL; they raise to HIGH_LEVEL themselves, so entries must be nonpaged.</summary>
internal static class ExSyncListDdis
{
    private static readonly DdiDeclaration Inserting = new() { Parameters = [Address("ListHead"), Address("ListEntry"), Address("Lock")] };
    private static readonly DdiDeclaration Removing = new() { Parameters = [Address("ListHead"), Address("Lock")] };
    private static readonly DdiDeclaration OnSList = new() { Parameters = [Address("ListHead")] };
    private static readonly DdiDeclaration Pushing = OnSList with { Parameters = [Address("ListHead"), Address("ListEntry")] };

    public static readonly Ddi ExInterlockedInsertHeadList = Ddi.Declare(
        "ExInterlockedInsertHeadList", Inserting, (machine, a) => machine.InterlockedLists.Insert(a[0], a[1], a[2], atHead: true));

    public static readonly Ddi ExInterlockedInsertTailList = Ddi.Declare(
        "ExInterlockedInsertTailList", Inserting, (machine, a) => machine.InterlockedLists.Insert(a[0], a[1], a[2], atHead: false));

    public static readonly Ddi ExInterlockedRemoveHeadList = Ddi.Declare(
        "ExInterlockedRemoveHeadList", Removing, (machine, a) => machine.InterlockedLists.RemoveHead(a[0], a[1]));

    public static readonly Ddi ExInterlockedPushEntryList = Ddi.Declare(
        "ExInterlockedPushEntryList", Inserting, (machine, a) => machine.InterlockedLists.Push(a[0], a[1], a[2]));

    public static readonly Ddi ExInterlockedPopEntryList = Ddi.Declare(
        "ExInterlockedPopEntryList", Removing, (machine, a) => machine.InterlockedLists.Pop(a[0], a[1]));

    public static readonly Ddi ExInterlockedAddLargeInteger = Ddi.Declare(
        "ExInterlockedAddLargeInteger",
        new() { Parameters = [Address("Addend"), Value("Increment"), Address("Lock")] },
        (machine, a) => machine.InterlockedLists.Add(a[0], a[1], a[2]));

    public static readonly Ddi ExInterlockedAddUlong = Ddi.Declare(
        "ExInterlockedAddUlong",
        new() { Parameters = [Address("Addend"), Value("Increment"), Address("Lock")] },
        (machine, a) => machine.InterlockedLists.AddUlong(a[0], (uint)a[1], a[2]));

    public static readonly Ddi InitializeSListHead = Ddi.DeclareVoid(
        "InitializeSListHead", OnSList, (machine, a) => ExSyncSequencedList.Initialise(machine, a[0]));

    public static readonly Ddi ExpInterlockedPushEntrySList = Ddi.Declare(
        "ExpInterlockedPushEntrySList", Pushing, (machine, a) => ExSyncSequencedList.Push(machine, a[0], a[1]));

    public static readonly Ddi ExpInterlockedPopEntrySList = Ddi.Declare(
        "ExpInterlockedPopEntrySList", OnSList, (machine, a) => ExSyncSequencedList.Pop(machine, a[0]));

    public static readonly Ddi ExpInterlockedFlushSList = Ddi.Declare(
        "ExpInterlockedFlushSList", OnSList, (machine, a) => ExSyncSequencedList.Flush(machine, a[0]));

    public static readonly Ddi ExQueryDepthSList = Ddi.Declare(
        "ExQueryDepthSList", OnSList, (machine, a) => ExSyncSequencedList.Depth(machine, a[0]));
}
