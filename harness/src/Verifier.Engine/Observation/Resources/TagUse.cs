namespace Verifier.Engine.Observation;

/// <summary>A line of poolmon: what one tag has of one pool.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="IsPaged">Paged pool; otherwise nonpaged.</param>
/// <param name="Allocs">Blocks allocated in the run.</param>
/// <param name="Frees">Blocks freed.</param>
/// <param name="Bytes">Bytes charged for what is live.</param>
public sealed record TagUse(string Tag, bool IsPaged, long Allocs, long Frees, long Bytes)
{
    /// <summary>Live blocks.</summary>
    public long Diff => Allocs - Frees;

    /// <summary>Average bytes of a live block; 0 when there is none.</summary>
    public long PerAlloc => Diff == 0 ? 0 : Bytes / Diff;
}
