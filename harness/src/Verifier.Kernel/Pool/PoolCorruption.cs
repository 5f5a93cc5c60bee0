namespace Verifier.Kernel;

/// <summary>
/// The stops for pool memory that a driver has scribbled over, noticed when the pool next looks at it
/// (harness/docs/facts/bugchecks.md#pool-sub-codes). Each returns the exception to throw.
/// </summary>
internal sealed class PoolCorruption(Machine machine, PoolGeometry geometry)
{
    /// <summary>A header is not what was written there, or the next one does not lead back to it.</summary>
    public Exception Header(ulong entry, ulong next) => machine.BugCheck(
        Stops.PoolHeader.SizesContradict(entry, next, geometry.Word(entry)),
        $"The pool header at 0x{entry:X} and the one behind it contradict each other: something wrote past the end of "
        + "a block, or before its beginning.");

    /// <summary>The header of a free block changed after the block was freed.</summary>
    public Exception FreedHeader(ulong entry) => machine.BugCheck(
        Stops.PoolHeader.FreedHeaderModified(entry, geometry.Word(entry)),
        $"The header of the free pool block at 0x{entry:X} was modified: a write to freed pool, or past the end of the block before it.");

    /// <summary>The links of a free block lead nowhere, or not back.</summary>
    public Exception Links(ulong entry, ulong flink, ulong blink)
    {
        var why = $"The list links of the free pool block at 0x{entry:X} were modified: a write to freed pool.";
        if (LooksLikeKernelAddress(flink) && LooksLikeKernelAddress(blink))
        {
            return machine.BugCheck(Stops.PoolHeader.FreeListCorrupt(entry, flink, blink), why);
        }

        // The allocator follows a link into nowhere, with its lock held.
        var wild = LooksLikeKernelAddress(flink) ? blink : flink;
        return machine.BugCheck(Stops.DriverCorruptedExPool(wild, KIRQL.DISPATCH_LEVEL, MemoryAccess.Read, 0), why);
    }

    /// <summary>Free memory does not hold what the pool left in it.</summary>
    public Exception FreedMemory(ulong address) => machine.BugCheck(
        Stops.DriverCaughtModifyingFreedPool(address, MemoryAccess.Write, 0),
        $"Freed pool at 0x{address:X} was written to after it was freed.");

    private static bool LooksLikeKernelAddress(ulong address) => address - RegionLayout.VirtualBase < HostRegion.Bytes;
}
