namespace Verifier.Kernel;

/// <summary>
/// Checks that an entry given to a lookaside list is like those that it hands out. Other memory, too short or of the other pool, would be
/// handed out to the next caller. Lists with routines of the driver's own are not checked.
/// </summary>
internal static class LookasideEntries
{
    public static void Verify(Machine machine, ulong list, ulong entry)
    {
        var memory = machine.Memory;
        if (entry == 0 || memory.Read<ulong>(list + LookasideList.Free) != machine.Lookasides.DefaultFree)
        {
            return;
        }

        var size = memory.Read<uint>(list + LookasideList.Size);
        machine.Lifetimes.EntryFreed(entry, size);
        if (memory.Read<ulong>(list + LookasideList.Allocate) != machine.Lookasides.DefaultAllocate)
        {
            return;
        }

        var isPaged = ((POOL_TYPE)memory.Read<uint>(list + LookasideList.Type)).IsPaged();
        ref readonly var block = ref machine.Pool.TryFind(entry, out var isLive);
        if (!isLive)
        {
            Report(machine, list, entry, "which is no live pool block", null);
        }
        else if (block.Owner is null)
        {
            // The kernel's own, or of a list that the kernel filled: nothing is known against it.
        }
        else if (!MemoryContracts.IsPoolMemory(block))
        {
            Report(machine, list, entry, $"which {block.AcquiredBy!.Name} allocated", new Origin("allocated", block.AcquiredBy?.Name, block.CallNumber));
        }
        else if (block.Bytes < size || block.Type.IsPaged() != isPaged)
        {
            var wanted = $"{Counted.Of(size, "byte")} of {(isPaged ? "paged" : "nonpaged")} pool";
            var given = $"{Counted.Of(block.Bytes, "byte")} of {(block.Type.IsPaged() ? "paged" : "nonpaged")} pool";
            Report(machine, list, entry, $"which has {given}; its entries have {wanted}", new Origin("allocated", block.AcquiredBy?.Name, block.CallNumber));
        }
    }

    /// <summary>
    /// Checks the entry that a driver's own Allocate routine made for a list: memory of the list's pool, of at least its entries' size.
    /// </summary>
    public static void VerifyMade(Machine machine, ulong list, ulong entry)
    {
        ref readonly var block = ref machine.Pool.TryFind(entry, out var isLive);
        var size = machine.Memory.Read<uint>(list + LookasideList.Size);
        var isPaged = ((POOL_TYPE)machine.Memory.Read<uint>(list + LookasideList.Type)).IsPaged();
        if (!isLive || (block.Type.IsPaged() == isPaged && block.Bytes >= size))
        {
            return;
        }

        var made = $"{Counted.Of(block.Bytes, "byte")} of {(block.Type.IsPaged() ? "paged" : "nonpaged")} pool";
        machine.Note(new RuleBreach(
            "entry that an Allocate routine made",
            $"The Allocate routine of the lookaside list at 0x{list:X} made an entry of {made}; the list's entries are {Counted.Of(size, "byte")} of "
            + $"{(isPaged ? "paged" : "nonpaged")} pool.")
        {
            About = block.AcquiredBy is { } ddi ? [new Origin("allocated", ddi.Name, block.CallNumber)] : [],
        });
    }

    private static void Report(Machine machine, ulong list, ulong entry, string what, Origin? origin) => machine.Note(
        new RuleBreach("other memory in a lookaside list", $"The lookaside list at 0x{list:X} was given 0x{entry:X}, {what}.")
        {
            About = [.. origin is { } made ? [made] : Array.Empty<Origin>(), new Origin("given", machine.CurrentDdi?.Name, machine.Call.Number)],
        });
}
