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

    /// <summary>What there is more of than there was.</summary>
    public ImmutableArray<HeldCount> Beyond(Holdings before)
    {
        var more = ImmutableArray.CreateBuilder<HeldCount>();
        foreach (var now in _counts)
        {
            var then = before._counts.FirstOrDefault(c => c.Kind == now.Kind && c.Tag == now.Tag && c.Ddi == now.Ddi);
            if (now.Count > (then?.Count ?? 0))
            {
                more.Add(now with { Count = now.Count - (then?.Count ?? 0), Bytes = now.Bytes - Math.Min(now.Bytes, then?.Bytes ?? 0) });
            }
        }

        return more.ToImmutable();
    }

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

/// <summary>So many resources of one kind, tag and origin, their bytes together, and the call that acquired the youngest.</summary>
internal sealed record HeldCount(ResourceKind Kind, PoolTag Tag, string Ddi, int Count, ulong Bytes, long LastCall)
{
    /// <summary>In words, as a census lists them.</summary>
    public override string ToString() => (Count > 1 ? $"{Count} times " : string.Empty) + Youngest;

    /// <summary>The youngest of them.</summary>
    public HeldResource Youngest => new(Kind, Bytes / (ulong)Math.Max(1, Count), Tag, Ddi.Length > 0 ? Ddi : null, LastCall, 0);
}
