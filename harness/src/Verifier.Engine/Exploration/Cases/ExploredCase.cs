using Verifier.Engine.Planning;

namespace Verifier.Engine.Exploration;

/// <summary>One run of an exploration: the golden run, varied.</summary>
/// <param name="Kind">The strategy it belongs to.</param>
/// <param name="Variation">What is different from the golden run.</param>
/// <param name="FindsMore">Are the fault points wanted that exist only because of its fault?</param>
public sealed record ExploredCase(CaseKind Kind, Variation Variation, bool FindsMore = false)
{
    /// <summary>Names the case within its campaign, the same on every machine: <c>each f12</c>.</summary>
    public string Key { get; } = $"{Kind.ToString().ToLowerInvariant()} {VariationText.Write(Variation)}".TrimEnd();

    /// <summary>By strategy, then by the points that fail.</summary>
    public static IComparer<ExploredCase> ReportOrder { get; } = Comparer<ExploredCase>.Create(Compare);

    private static int Compare(ExploredCase one, ExploredCase other)
    {
        var byKind = one.Kind.CompareTo(other.Kind);
        for (var i = 0; byKind == 0 && i < Math.Min(one.Variation.Points.Length, other.Variation.Points.Length); i++)
        {
            byKind = one.Variation.Points[i].Ordinal.CompareTo(other.Variation.Points[i].Ordinal);
        }

        return byKind != 0 ? byKind : string.CompareOrdinal(one.Key, other.Key);
    }
}
