using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>Says what is at an address of a machine, as <c>!address</c> and <c>!pool</c> do.</summary>
internal static class MemoryKindText
{
    private const ulong NullRegionEnd = 0x10000;

    /// <summary>The words.</summary>
    public static string Of(Machine machine, ulong address) =>
        address < NullRegionEnd ? "nothing: NULL, or a small offset from it"
        : address - RegionLayout.VirtualBase >= (ulong)HostRegion.Bytes ? "nothing: the system has no memory at this address"
        : OfPool(machine, address) ?? OfStack(machine, address) ?? OfImage(machine, address) ?? OfPage(machine, address);

    private static string? OfPool(Machine machine, ulong address)
    {
        if (machine.Freed.Find(address) is { } freed)
        {
            return $"nothing any more: {freed.Words}";
        }

        if (machine.Pool.Census.BlockAt(address) is not { } block)
        {
            return null;
        }

        var by = block.AcquiredBy is { } ddi ? FormattableString.Invariant($" of {ddi.Name}, call {block.CallNumber}") : " of the kernel";
        var inside = address - block.Address;
        var pool = block.Type.IsPaged() ? "paged pool" : "nonpaged pool";
        return FormattableString.Invariant(
            $"{pool}: block of {Counted.Grouped(block.Bytes, "byte")} at {block.Address:x16}, tag {block.Tag}{by}; {Place(inside)}{Absence(machine, address)}");
    }

    private static string Place(ulong inside) => inside == 0 ? "the address is its beginning" : $"the address is {Counted.Grouped(inside, "byte")} into it";

    private static string Absence(Machine machine, ulong address) => machine.Memory.IsValid(address) ? string.Empty : "; the page is not in memory";

    private static string? OfStack(Machine machine, ulong address)
    {
        if (!RegionLayout.Stacks.Contains(address))
        {
            return null;
        }

        var thread = machine.Scheduler.Current;
        return thread.Stack.Contains(address) ? $"kernel stack of the running thread, {thread.Stack.Address:x16} to {thread.Stack.End:x16}"
            : machine.Memory.IsValid(address) ? "kernel stack of another thread"
            : "nothing: between kernel stacks";
    }

    private static string? OfImage(Machine machine, ulong address)
    {
        if (machine.Images.Images.FirstOrDefault(i => i.Contains(address)) is not { } image)
        {
            return null;
        }

        var offset = address - image.Range.Address;
        var name = image.IsKernel ? "nt" : image.Name;
        return image.IsUnloaded ? $"nothing any more: {name} was unloaded ({name}+0x{offset:X})"
            : image.SectionAt(address) is { } section ? $"section {section.Name} of {name} ({name}+0x{offset:X})"
            : $"image of {name} ({name}+0x{offset:X})";
    }

    private static string OfPage(Machine machine, ulong address)
    {
        var kind = machine.Pages.Kinds[machine.Pages.PageOf(address)];
        var where = kind is PageKind.SpecialGuard ? "special pool, the page beside a block"
            : kind is PageKind.SpecialFreed ? "special pool, a block that was freed"
            : address < RegionLayout.UserProbeAddress ? "user-mode memory"
            : RegionLayout.NonPagedPool.Contains(address) ? "nonpaged pool, in no block"
            : RegionLayout.PagedPool.Contains(address) ? "paged pool, in no block"
            : RegionLayout.SystemPtes.Contains(address) ? "system PTEs, a mapping"
            : RegionLayout.Registers.Contains(address) ? "device registers"
            : "system memory";
        return kind.IsPresent() ? where + Absence(machine, address) : kind is PageKind.NotPresent ? $"nothing ({where})" : where;
    }
}
