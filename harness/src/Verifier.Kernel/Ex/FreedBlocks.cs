namespace Verifier.Kernel;

/// <summary>The knowledge of the pool and the lookaside lists of blocks that went away.</summary>
internal sealed class FreedBlocks(Machine machine) : IFreedBlocks
{
    /// <inheritdoc/>
    public bool IsInUse(ulong address, out bool isKept)
    {
        var block = machine.Pool.Census.BlockAt(address);
        isKept = block is { } live && machine.Lookasides.Keeps(live.Address);
        return block is not null;
    }

    /// <inheritdoc/>
    public BlockHistory? Before(ulong address)
    {
        if (machine.Pool.ShadowBefore(address) is not { } number)
        {
            return null;
        }

        var isFreed = BlockShadow.IsFreed(number);
        return new BlockHistory(isFreed, isFreed ? BlockShadow.OriginOf(number) : null);
    }
}
