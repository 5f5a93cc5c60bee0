using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>Uninitialised memory with other contents than the usual.</summary>
/// <param name="Pattern">The byte that it is filled with.</param>
/// <param name="Allocations">
/// Numbers of the run's allocations, 1-based among those that are handed out uninitialised; empty for all.
/// </param>
public sealed record OtherContents(byte Pattern, ImmutableArray<OrdinalRange> Allocations)
{
    /// <summary>The last allocation with other contents; null when all have them.</summary>
    public long? Last => Allocations is [.., var last] ? last.Last : null;

    /// <summary>The byte of an allocation; null when it has the usual contents.</summary>
    public byte? Of(long allocation)
    {
        if (Allocations.IsEmpty)
        {
            return Pattern;
        }

        foreach (var range in Allocations)
        {
            if (range.Contains(allocation))
            {
                return Pattern;
            }
        }

        return null;
    }

    /// <summary>Some allocations, ascending, as ranges.</summary>
    public static ImmutableArray<OrdinalRange> Ranges(IEnumerable<long> allocations)
    {
        ArgumentNullException.ThrowIfNull(allocations);
        var ranges = ImmutableArray.CreateBuilder<OrdinalRange>();
        foreach (var allocation in allocations)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == allocation)
            {
                ranges[^1] = ranges[^1] with { Last = allocation };
            }
            else
            {
                ranges.Add(new OrdinalRange(allocation, allocation));
            }
        }

        return ranges.ToImmutable();
    }
}
