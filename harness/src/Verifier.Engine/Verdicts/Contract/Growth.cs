using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Verdicts;

/// <summary>A resource whose amount rose at each repetition of an operation and is left at the end.</summary>
/// <param name="Kinds">What it is, by kind, tag and origin; at least one.</param>
/// <param name="Weights">Bytes held after each repetition; the number of resources where they have no bytes.</param>
/// <param name="Left">The same in the end, beyond what is usual.</param>
internal sealed record Growth(ImmutableArray<HeldCount> Kinds, ImmutableArray<ulong> Weights, ulong Left)
{
    /// <summary>The growth of one repetition, on average, in words.</summary>
    public string EachTime
    {
        get
        {
            var each = (Weights[^1] - Weights[0]) / (ulong)(Weights.Length - 1);
            return Kinds.All(k => k.Bytes > 0) ? Counted.Of(each, ResourceWords.Unit(Kinds[0].Kind)) : each.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The outcome in words.</summary>
    /// <param name="isUnloaded">True if the script unloads the driver.</param>
    public string Fate(bool isUnloaded) => Left == 0 ? "and gives it back only at unload"
        : isUnloaded ? "which unload does not give back" : "which it does not give back";

    /// <summary>The growth of what is given back in the end; null when not all repetitions rise.</summary>
    public static Growth? UntilUnload(List<Holdings> times)
    {
        foreach (var one in times[^1].Counts)
        {
            if (Rises(times.ConvertAll(t => t.WeightOf(one))) is { } weights)
            {
                return new Growth([one], weights, 0);
            }
        }

        return null;
    }

    /// <summary>The growth; null when there is none.</summary>
    /// <param name="times">What was held after each repetition.</param>
    /// <param name="end">What was left in the end.</param>
    /// <param name="usual">What is left in the end without the fault.</param>
    public static Growth? Of(List<Holdings> times, Holdings end, Holdings usual)
    {
        foreach (var one in times[^1].Counts)
        {
            if (Rises(times.ConvertAll(t => t.WeightOf(one))) is { } weights && end.WeightOf(one) > usual.WeightOf(one))
            {
                return new Growth([one], weights, end.WeightOf(one) - usual.WeightOf(one));
            }
        }

        // Blocks of different tags in turn: none of them rises each time, all of them together do.
        return Rises(times.ConvertAll(t => t.Weight)) is { } all && end.Weight > usual.Weight
            ? new Growth([.. end.Counts.Where(c => c.Weight > usual.WeightOf(c))], all, end.Weight - usual.Weight)
            : null;
    }

    private static ImmutableArray<ulong>? Rises(List<ulong> weights) =>
        weights.Zip(weights.Skip(1)).All(pair => pair.First < pair.Second) ? [.. weights] : null;
}
