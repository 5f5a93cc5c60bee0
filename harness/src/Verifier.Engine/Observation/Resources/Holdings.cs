using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>
/// What a driver holds at one moment, counted by kind, tag and the DDI that handed it out: two of them differ by what an operation kept.
/// </summary>
internal sealed class Holdings
{
    private readonly ImmutableArray<HeldCount> _counts;

    private Holdings(ImmutableArray<HeldCount> counts) => _counts = counts;

    public static Holdings None { get; } = new([]);

    public static Holdings Take(Machine machine, DriverImage? image)
    {
        if (image is null)
        {
            return None;
        }

        var counts = new Dictionary<(ResourceKind Kind, PoolTag Tag, string Ddi), (int Count, ulong Bytes, long LastCall)>();
        foreach (var block in machine.Pool.Census.LiveBlocks(image))
        {
            Add(counts, (ResourceKind.PoolBlock, block.Tag, block.AcquiredBy?.Name ?? string.Empty), block.Bytes, block.CallNumber);
        }

        foreach (var resource in machine.Resources.HeldBy(image))
        {
            Add(counts, (resource.Kind, resource.Tag, resource.AcquiredBy?.Name ?? string.Empty), resource.Bytes, resource.CallNumber);
        }

        return new Holdings([.. counts.Select(c => new HeldCount(c.Key.Kind, c.Key.Tag, c.Key.Ddi, c.Value.Count, c.Value.Bytes, c.Value.LastCall))
            .OrderBy(c => c.Kind).ThenBy(c => c.Tag.Value).ThenBy(c => c.Ddi, StringComparer.Ordinal)]);
    }

    /// <summary>The counts, one for each kind, tag and origin.</summary>
    public ImmutableArray<HeldCount> Counts => _counts;

    /// <summary>Weight of what is held of one kind, tag and origin; 0 when nothing is.</summary>
    public ulong WeightOf(HeldCount one) => _counts.FirstOrDefault(one.IsAlike)?.Weight ?? 0;

    /// <summary>Weight of all that is held.</summary>
    public ulong Weight => _counts.Aggregate(0UL, (sum, one) => sum + one.Weight);

    /// <summary>True if there is more of anything than there was.</summary>
    public bool Outweighs(Holdings before) => _counts.Any(now => now.Weight > before.WeightOf(now));

    private static void Add(
        Dictionary<(ResourceKind Kind, PoolTag Tag, string Ddi), (int Count, ulong Bytes, long LastCall)> counts,
        (ResourceKind Kind, PoolTag Tag, string Ddi) key,
        ulong bytes,
        long call)
    {
        var (count, sum, last) = counts.GetValueOrDefault(key);
        counts[key] = (count + 1, sum + bytes, Math.Max(last, call));
    }
}
