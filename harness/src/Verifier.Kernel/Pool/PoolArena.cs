namespace Verifier.Kernel;

/// <summary>
/// One of the two pools: its pages, the blocks and runs in them, and what is known beside the memory of where blocks begin. Who owns
/// what is the block table's business.
/// </summary>
internal sealed class PoolArena
{
    public PoolArena(Machine machine, PoolGeometry geometry, RegionRange range, PageKind kind)
    {
        Pages = new PoolPages(machine, range, kind);
        Blocks = new PoolBlocks(geometry, new PoolCorruption(machine, geometry), Pages);
        Runs = new PoolRuns(geometry, Pages, Blocks);
        Shadow = new BlockShadow(geometry, range);
    }

    public PoolPages Pages { get; }

    /// <summary>Requests that share pages.</summary>
    public PoolBlocks Blocks { get; }

    /// <summary>Requests of whole pages.</summary>
    public PoolRuns Runs { get; }

    /// <summary>The tracked blocks by the addresses at which they begin.</summary>
    public BlockShadow Shadow { get; }

    /// <summary>Takes in all that decides where the next request is placed.</summary>
    public void AddTo(ref StateHash hash)
    {
        Pages.AddTo(ref hash);
        Blocks.AddTo(ref hash);
    }

    public void Reset(SystemProfile profile, long bytes, ulong heads)
    {
        Blocks.Reset(heads);
        Runs.Reset(profile);
        Shadow.Reset(Pages.Highest);
        Pages.Reset(bytes);
    }
}
