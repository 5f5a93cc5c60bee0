namespace Verifier.Kernel;

/// <content>
/// Macros and inline functions of the headers: LIST_ENTRY and SINGLE_LIST_ENTRY. Any IRQL the memory allows; the caller locks.
/// </content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes an empty list.</summary>
    public void InitializeListHead(Pointer listHead) => ListEntries.Initialise(Machine, listHead);

    /// <summary>True if the list is empty.</summary>
    public bool IsListEmpty(Pointer listHead) => ListEntries.IsEmpty(Machine, listHead);

    /// <summary>Puts an entry first.</summary>
    public void InsertHeadList(Pointer listHead, Pointer entry) => ListEntries.InsertHead(Machine, listHead, entry);

    /// <summary>Puts an entry last.</summary>
    public void InsertTailList(Pointer listHead, Pointer entry) => ListEntries.InsertTail(Machine, listHead, entry);

    /// <summary>
    /// Takes the first entry; the head itself when the list is empty, as in C. A damaged list is 0x139/3 from Windows 8 on.
    /// </summary>
    public Pointer RemoveHeadList(Pointer listHead) => At(ListEntries.RemoveHead(Machine, listHead));

    /// <summary>Takes the last entry; the head itself when the list is empty, as in C.</summary>
    public Pointer RemoveTailList(Pointer listHead) => At(ListEntries.RemoveTail(Machine, listHead));

    /// <summary>Takes an entry out; true when the list is empty now. Removing one twice is 0x139/3 from Windows 8 on.</summary>
    public bool RemoveEntryList(Pointer entry) => ListEntries.Remove(Machine, entry);

    /// <summary>Puts an entry in front of a singly linked list.</summary>
    public void PushEntryList(Pointer listHead, Pointer entry)
    {
        entry.WritePointer(0, listHead.ReadPointer());
        listHead.WritePointer(0, entry);
    }

    /// <summary>Takes the first entry of a singly linked list; NULL when there is none.</summary>
    public Pointer PopEntryList(Pointer listHead)
    {
        var first = listHead.ReadPointer();
        if (!first.IsNull)
        {
            listHead.WritePointer(0, first.ReadPointer());
        }

        return first;
    }
}
