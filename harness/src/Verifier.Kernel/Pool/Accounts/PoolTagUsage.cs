namespace Verifier.Kernel;

/// <summary>One line of poolmon: what one tag has of one pool, in this run.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="IsPaged">Paged pool; otherwise nonpaged.</param>
/// <param name="Allocs">Blocks allocated.</param>
/// <param name="Frees">Blocks freed.</param>
/// <param name="Bytes">Bytes charged for what is live now.</param>
internal readonly record struct PoolTagUsage(PoolTag Tag, bool IsPaged, long Allocs, long Frees, long Bytes)
{
    /// <summary>Live blocks.</summary>
    public long Diff => Allocs - Frees;

    /// <summary>Average bytes of a live block; 0 when there is none.</summary>
    public long PerAlloc => Diff == 0 ? 0 : Bytes / Diff;
}
