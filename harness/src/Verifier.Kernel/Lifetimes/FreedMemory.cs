using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>
/// The memory that is known to have gone away, with the call: freed pool blocks, entries that a lookaside list keeps, pages that were given
/// back. Memory that has been handed out again since is not known.
/// </summary>
internal sealed class FreedMemory(Machine machine)
{
    /// <summary>The value with which freed pool memory is filled.</summary>
    public const byte FreedByte = 0xDD;

    private const ulong FreedBytes = 0x0101_0101_0101_0101UL * FreedByte;

    private readonly Dictionary<ulong, (ulong Bytes, Origin? By)> _pages = [];

    /// <summary>Whole pages, or their addresses, go away.</summary>
    public void PagesGone(ulong address, ulong bytes) =>
        _pages[address] = (bytes, machine.CurrentDdi is { } ddi ? new Origin("freed", ddi.Name, machine.Call.Number) : null);

    /// <summary>True if an object at an address looks as freed pool does: it is filled but for the links in its first bytes.</summary>
    public bool LooksFreed(ulong address)
    {
        const ulong behindLinks = 0x10;
        return address != 0 && (address & (sizeof(ulong) - 1)) == 0
            && machine.Memory.IsValid(address + behindLinks) && machine.Memory.Read<ulong>(address + behindLinks) == FreedBytes;
    }

    /// <summary>The way in which the memory at an address went away; null where it is there, or nothing is known.</summary>
    public FreedPlace? Find(ulong address)
    {
        var blocks = machine.Part<IFreedBlocks>(MachinePart.FreedBlocks);
        if (blocks.IsInUse(address, out var isKept))
        {
            return isKept ? new FreedPlace("its memory is an entry that went back to its lookaside list", null) : null;
        }

        return blocks.Before(address) is { } history ? FindBlock(address, history) : FindPages(address);
    }

    /// <summary>The same as a stop lists it.</summary>
    public static IReadOnlyList<Origin> About(FreedPlace? place) => place is { By: { } by } ? [by] : [];

    public void Reset() => _pages.Clear();

    // While a page is there again, it is in use.
    private FreedPlace? FindPages(ulong address)
    {
        if (address - RegionLayout.VirtualBase >= HostRegion.Bytes || machine.Pages.Kinds[machine.Pages.PageOf(address)] != PageKind.NotPresent)
        {
            return null;
        }

        foreach (var (start, (bytes, by)) in _pages.OrderBy(p => p.Key))
        {
            if (address - start < bytes)
            {
                return Freed(by);
            }
        }

        return null;
    }

    // Between the blocks of a page there is memory that was never allocated: freed memory is filled.
    private FreedPlace? FindBlock(ulong address, BlockHistory history)
    {
        var isGone = !machine.Memory.IsValid(address);
        if (isGone ? !history.IsFreed : !LooksFreed(address) && machine.Memory.Read<ulong>(address & ~7UL) != FreedBytes)
        {
            return FindPages(address);
        }

        return Freed(history.FreedBy);
    }

    private static FreedPlace Freed(Origin? by) => new(by is { Ddi: { } ddi } ? $"its memory was freed by {ddi}" : "its memory was freed", by);
}

/// <summary>Memory that went away.</summary>
/// <param name="Words">The way in which it went away, as the end of a sentence: <c>its memory was freed by ExFreePool</c>.</param>
/// <param name="By">The call, where it is known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FreedPlace(string Words, Origin? By);
