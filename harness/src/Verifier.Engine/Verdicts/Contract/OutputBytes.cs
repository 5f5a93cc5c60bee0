using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>The outputs of one operation in two runs, without the bytes that the script says vary.</summary>
internal static class OutputBytes
{
    /// <summary>The first byte that differs; null when none does.</summary>
    public static int? FirstDifference(OperationRecord seen, OperationRecord reference)
    {
        if (seen.Output.AsSpan().SequenceEqual(reference.Output.AsSpan()))
        {
            return null;
        }

        var varies = VariesOf(seen.Operation);
        for (var at = 0; at < Math.Max(seen.Output.Length, reference.Output.Length); at++)
        {
            if (IsDifferent(seen, reference, varies, at))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>All bytes that differ, as ranges; ascending.</summary>
    public static ImmutableArray<ByteRange> Differences(OperationRecord seen, OperationRecord reference)
    {
        var varies = VariesOf(seen.Operation);
        var ranges = ImmutableArray.CreateBuilder<ByteRange>();
        for (var at = 0; at < Math.Max(seen.Output.Length, reference.Output.Length); at++)
        {
            if (!IsDifferent(seen, reference, varies, at))
            {
                continue;
            }

            if (ranges.Count > 0 && ranges[^1].Last == at - 1)
            {
                ranges[^1] = ranges[^1] with { Last = at };
            }
            else
            {
                ranges.Add(new ByteRange(at, at));
            }
        }

        return ranges.ToImmutable();
    }

    /// <summary>The bytes of an operation's output that are not compared.</summary>
    public static ImmutableArray<ByteRange> VariesOf(Operation operation) => operation is IOutputOperation { Varies: var varies } ? varies : [];

    // A byte that only one of the two has is a difference even where bytes vary: their number does not.
    private static bool IsDifferent(OperationRecord seen, OperationRecord reference, ImmutableArray<ByteRange> varies, int at)
    {
        var isInBoth = at < seen.Output.Length && at < reference.Output.Length;
        return !isInBoth || (seen.Output[at] != reference.Output[at] && !varies.Any(range => range.Contains(at)));
    }
}
