namespace Verifier.Kernel;

/// <summary>
/// LIST_ENTRY: the header's inline functions over simulated memory. From Windows 8 on they check the neighbours and stop with 0x139/3 on
/// a damaged list, usually an entry removed twice (harness/docs/facts/bugchecks.md#stop-codes); before, they corrupt it further.
/// </summary>
internal static class ListEntries
{
    private const ulong Blink = 8;

    public static void Initialise(Machine machine, ulong head)
    {
        machine.Memory.Write(head, head);
        machine.Memory.Write(head + Blink, head);
    }

    public static bool IsEmpty(Machine machine, ulong head) => machine.Memory.Read<ulong>(head) == head;

    public static ulong First(Machine machine, ulong head) => machine.Memory.Read<ulong>(head);

    public static ulong Last(Machine machine, ulong head) => machine.Memory.Read<ulong>(head + Blink);

    public static void InsertHead(Machine machine, ulong head, ulong entry) => Insert(machine, head, First(machine, head), entry);

    public static void InsertTail(Machine machine, ulong head, ulong entry) => Insert(machine, Last(machine, head), head, entry);

    /// <summary>Takes the first entry; the head itself when the list is empty, as in C.</summary>
    public static ulong RemoveHead(Machine machine, ulong head)
    {
        var entry = First(machine, head);
        Remove(machine, entry);
        return entry;
    }

    /// <summary>Takes the last entry; the head itself when the list is empty, as in C.</summary>
    public static ulong RemoveTail(Machine machine, ulong head)
    {
        var entry = Last(machine, head);
        Remove(machine, entry);
        return entry;
    }

    /// <summary>Takes an entry out; true when the list is empty now.</summary>
    public static bool Remove(Machine machine, ulong entry)
    {
        var next = machine.Memory.Read<ulong>(entry);
        var previous = machine.Memory.Read<ulong>(entry + Blink);
        Require(machine, machine.Memory.Read<ulong>(next + Blink) == entry && machine.Memory.Read<ulong>(previous) == entry, entry);
        machine.Memory.Write(previous, next);
        machine.Memory.Write(next + Blink, previous);
        return next == previous;
    }

    private static void Insert(Machine machine, ulong previous, ulong next, ulong entry)
    {
        Require(machine, machine.Memory.Read<ulong>(previous) == next && machine.Memory.Read<ulong>(next + Blink) == previous, entry);
        machine.Memory.Write(entry, next);
        machine.Memory.Write(entry + Blink, previous);
        machine.Memory.Write(previous, entry);
        machine.Memory.Write(next + Blink, entry);
    }

    private static void Require(Machine machine, bool isIntact, ulong entry)
    {
        if (!isIntact && machine.Profile.Version >= WindowsVersion.Windows8)
        {
            throw machine.BugCheck(
                Stops.SecurityCheck.CorruptListEntry(0, 0),
                $"The neighbours of the list entry at 0x{entry:X} do not point to it: it was removed twice, or overwritten.");
        }
    }
}
