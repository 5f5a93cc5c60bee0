namespace Verifier.Kernel;

/// <summary>
/// SLIST_HEADER in a driver's memory: depth in the low 16 bits, sequence above, the first entry behind (facts/wdm-io.md §7). Accesses are
/// checked like the driver's own, since header and entries are its memory.
/// </summary>
internal sealed class InterlockedList(Machine machine)
{
    private const int First = 8;
    private const int DepthBits = 16;
    private const ulong Misaligned = 0xF;

    /// <summary>InitializeSListHead; raises STATUS_DATATYPE_MISALIGNMENT where a 64-bit header is not aligned to 16 bytes.</summary>
    public void Initialize(ulong head)
    {
        CheckAlignment(head);
        machine.Memory.Write(head, 0UL);
        machine.Memory.Write(head + First, 0UL);
    }

    /// <summary>Takes the entry that was pushed last; 0 when the list is empty.</summary>
    public ulong Pop(ulong head)
    {
        var entry = machine.Memory.Read<ulong>(head + First);
        if (entry != 0)
        {
            machine.Memory.Write(head + First, machine.Memory.Read<ulong>(entry));
            Count(head, -1);
        }

        return entry;
    }

    /// <summary>Pushes an entry; the one that was first before, or 0.</summary>
    public ulong Push(ulong head, ulong entry)
    {
        CheckAlignment(entry);
        var first = machine.Memory.Read<ulong>(head + First);
        machine.Memory.Write(entry, first);
        machine.Memory.Write(head + First, entry);
        Count(head, 1);
        return first;
    }

    /// <summary>Takes all entries as a chain; the first, or 0.</summary>
    public ulong Flush(ulong head)
    {
        var first = machine.Memory.Read<ulong>(head + First);
        machine.Memory.Write(head + First, 0UL);
        Count(head, -Depth(head));
        return first;
    }

    /// <summary>Entries on the list.</summary>
    public ushort Depth(ulong head) => machine.Memory.Read<ushort>(head);

    // Depth in the low word, and the sequence one further at every change.
    private void Count(ulong head, int change)
    {
        var word = machine.Memory.Read<ulong>(head);
        var depth = (ushort)((ushort)word + change);
        machine.Memory.Write(head, (((word >> DepthBits) + 1) << DepthBits) | depth);
    }

    private void CheckAlignment(ulong address)
    {
        if (machine.Profile.IsWide && (address & Misaligned) != 0)
        {
            throw new KernelException(NTSTATUS.STATUS_DATATYPE_MISALIGNMENT);
        }
    }
}
