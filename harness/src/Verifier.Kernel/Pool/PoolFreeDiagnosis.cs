namespace Verifier.Kernel;

/// <summary>
/// Diagnoses the free of an address that is no live block: the sub-code of 0xC2, 0x19, 0xC1 or, for a verified driver, 0xC4
/// (harness/docs/facts/bugchecks.md#what-the-driver-did, #pool-sub-codes). Each returns the exception to throw.
/// </summary>
internal sealed class PoolFreeDiagnosis(Machine machine, PoolGeometry geometry, PoolBlockTable blocks)
{

    private bool IsVerified => machine.VerifierOptions != DriverVerifierOptions.None;

    /// <summary>The address is no live block; the arena is that of its range, null outside of both pools.</summary>
    public Exception NotLive(ulong address, PoolArena? arena)
    {
        if (address == 0)
        {
            return machine.BugCheck(Stops.PoolCaller.InvalidAddress(0), "NULL was freed.");
        }

        if (arena is null)
        {
            return Outside(address);
        }

        if (arena.Shadow.Find(address) is var number && BlockShadow.IsFreed(number))
        {
            return FreedBefore(address, arena, BlockShadow.OriginOf(number));
        }

        var around = arena.Shadow.FindAround(address, blocks);
        return around != 0 ? Inside(address, arena, blocks[around]) : NotAllocated(address, arena);
    }

    /// <summary>A live block is freed at an IRQL that is too high for it.</summary>
    public Exception BadIrql(in PoolBlockRecord block)
    {
        var stop = !IsVerified ? Stops.PoolCaller.FreeIrql(machine.Irql, block.Type, block.Address)
            : block.Type.IsPaged() ? Stops.DriverVerifier.PagedFreeIrql(machine.Irql, block.Type, block.Address)
            : Stops.DriverVerifier.NonPagedFreeIrql(machine.Irql, block.Type, block.Address);
        var why = $"A block of {block.Type.ToNtName()} was freed at {machine.IrqlName}.";
        return machine.BugCheck(stop, why);
    }

    /// <summary>A live block is freed with a tag that is not its own.</summary>
    public Exception BadTag(in PoolBlockRecord block, PoolTag tag) => machine.BugCheck(
        Stops.PoolCaller.WrongTag(block.Address, block.Tag, tag), $"A block with tag {block.Tag} was freed with tag {tag}.");

    /// <summary>An IRP was freed like a pool block.</summary>
    public ProtocolViolation FreedIrp(ulong irp) => new(
        Stops.DriverVerifier.FreedIrp(irp), "An IRP was freed with ExFreePool instead of IoFreeIrp.");

    private Exception Outside(ulong address)
    {
        var allocated = AllocatedMemory.Find(machine, address);
        if (IsVerified)
        {
            return NeverReturned(address, $"no pool holds it{AllocatedMemory.Words(allocated)}", allocated);
        }

        return RegionLayout.IsUserAddress(address)
            ? machine.BugCheck(
                Stops.PoolCaller.UserAddress(address, RegionLayout.UserProbeAddress), $"The user address 0x{address:X} was freed.")
            : machine.BugCheck(
                Stops.PoolCaller.NeverInAnyPool(address),
                $"0x{address:X} was freed, but no pool holds it{AllocatedMemory.Words(allocated)}.",
                AllocatedMemory.About(allocated));
    }

    private Exception FreedBefore(ulong address, PoolArena arena, Origin? freed)
    {
        var about = AllocatedMemory.About(freed);
        var why = $"The block at 0x{address:X} was freed a second time.";
        var isRun = geometry.IsPageStart(address);
        if (isRun && !IsVerified)
        {
            return machine.BugCheck(Stops.PoolHeader.NoTrackingEntry(address), why, about);
        }

        var entry = address - (ulong)(isRun ? 0 : geometry.HeaderBytes);
        var content = arena.Pages.Use(arena.Pages.PageOf(address)) == PoolPageUse.None ? 0 : geometry.Word(entry);
        return IsVerified
            ? machine.BugCheck(Stops.DriverVerifier.AlreadyFree(entry, content), why, about)
            : machine.BugCheck(Stops.PoolCaller.AlreadyFree(content, address), why, about);
    }

    private Exception Inside(ulong address, PoolArena arena, in PoolBlockRecord block)
    {
        var why = $"0x{address:X} was freed, which is {Counted.Grouped(address - block.Address, "byte")} into the block of {Counted.Grouped(block.Bytes, "byte")} at "
            + $"0x{block.Address:X} with tag {block.Tag}.";
        if (block.Type.IsPaged())
        {
            return machine.BugCheck(Stops.PoolCaller.InsidePagedBlock(address, PageOffset(address, arena)), why);
        }

        return IsVerified
            ? machine.BugCheck(Stops.DriverVerifier.NeverReturned(address), why)
            : machine.BugCheck(Stops.PoolCaller.NotABlock(address), why);
    }

    private Exception NotAllocated(ulong address, PoolArena arena)
    {
        if (IsVerified)
        {
            return NeverReturned(address, "nothing was ever allocated there");
        }

        var why = $"0x{address:X} was freed, but nothing was ever allocated there.";
        if (arena.Pages.Range == RegionLayout.PagedPool)
        {
            var bytes = (ulong)arena.Pages.Limit << geometry.PageShift;
            return machine.BugCheck(Stops.PoolCaller.PagedNotAllocated(address, PageOffset(address, arena), bytes), why);
        }

        var (frame, highest) = ((ulong)machine.Pages.PageOf(address), (ulong)(HostRegion.Bytes >> geometry.PageShift) - 1);
        return machine.BugCheck(Stops.PoolCaller.NonPagedNotAllocated(address, frame, highest), why);
    }

    private Exception NeverReturned(ulong address, string why, Origin? allocated = null) => machine.BugCheck(
        Stops.DriverVerifier.NeverReturned(address), $"0x{address:X} was freed, but {why}.", AllocatedMemory.About(allocated));

    private static ulong PageOffset(ulong address, PoolArena arena) => (ulong)arena.Pages.PageOf(address);
}
