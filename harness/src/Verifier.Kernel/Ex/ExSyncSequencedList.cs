namespace Verifier.Kernel;

/// <summary>SLIST_HEADER: depth in the low 16 bits and a sequence number above them, then the first entry. 16-byte aligned on 64-bit machines.</summary>
internal static class ExSyncSequencedList
{
    private const ulong NextEntry = 8;
    private const ulong OneMore = 0x10001;
    private const ulong OneLess = 0xFFFF;
    private const ulong AlignmentMask = 15;

    /// <summary>InitializeSListHead; on 64-bit machines a header that is not 16-byte aligned raises STATUS_DATATYPE_MISALIGNMENT.</summary>
    public static void Initialise(Machine machine, ulong head)
    {
        if (machine.Profile.IsWide && (head & AlignmentMask) != 0)
        {
            throw new KernelException(NTSTATUS.STATUS_DATATYPE_MISALIGNMENT);
        }

        machine.Memory.Write(head, 0UL);
        machine.Memory.Write(head + NextEntry, 0UL);
    }

    /// <summary>The entry that was first before.</summary>
    public static ulong Push(Machine machine, ulong head, ulong entry)
    {
        var first = machine.Memory.Read<ulong>(head + NextEntry);
        machine.Memory.Write(entry, first);
        machine.Memory.Write(head + NextEntry, entry);
        machine.Memory.Write(head, machine.Memory.Read<ulong>(head) + OneMore);
        return first;
    }

    /// <summary>The entry taken, or 0.</summary>
    public static ulong Pop(Machine machine, ulong head)
    {
        var first = machine.Memory.Read<ulong>(head + NextEntry);
        if (first != 0)
        {
            machine.Memory.Write(head + NextEntry, machine.Memory.Read<ulong>(first));
            machine.Memory.Write(head, machine.Memory.Read<ulong>(head) + OneLess);
        }

        return first;
    }

    /// <summary>All entries, as a chain from the first.</summary>
    public static ulong Flush(Machine machine, ulong head)
    {
        var first = machine.Memory.Read<ulong>(head + NextEntry);
        machine.Memory.Write(head + NextEntry, 0UL);
        machine.Memory.Write(head, machine.Memory.Read<ulong>(head) & ~0xFFFFUL);
        return first;
    }

    /// <summary>True if an entry is on the list. Looks no further than memory that is there.</summary>
    public static bool Holds(Machine machine, ulong head, ulong entry)
    {
        var at = head + NextEntry;
        for (var left = machine.Memory.IsValid(head) ? (int)Depth(machine, head) : 0; left > 0 && machine.Memory.IsValid(at); left--)
        {
            at = machine.Memory.Read<ulong>(at);
            if (at == entry)
            {
                return true;
            }
        }

        return false;
    }

    public static ulong Depth(Machine machine, ulong head) => machine.Memory.Read<ushort>(head);
}
