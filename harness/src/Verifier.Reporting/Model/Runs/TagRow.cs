namespace Verifier.Reporting.Model;

/// <summary>One tag in poolmon's terms.</summary>
/// <param name="Tag">Four characters.</param>
/// <param name="Type"><c>Nonp</c> or <c>Paged</c>.</param>
/// <param name="Allocs">Allocations.</param>
/// <param name="Frees">Frees.</param>
/// <param name="Bytes">Bytes in use.</param>
/// <param name="Driver">The driver that allocates with it.</param>
/// <param name="BytesGolden">Bytes in use when the golden run ended.</param>
/// <param name="IsLeaked">Is it the tag of something that a leak's verdict names?</param>
public sealed record TagRow(string Tag, string Type, long Allocs, long Frees, long Bytes, string Driver, long BytesGolden, bool IsLeaked = false)
{
    /// <summary>Allocations that were not freed.</summary>
    public long Diff => Allocs - Frees;

    /// <summary>Bytes a block in use.</summary>
    public long PerAlloc => Diff > 0 ? Bytes / Diff : 0;
}
