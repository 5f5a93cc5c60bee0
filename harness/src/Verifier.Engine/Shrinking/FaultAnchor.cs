using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Shrinking;

/// <summary>
/// Finds a fault point again in a smaller workload, where it has another ordinal: the same call of the driver in the same operation, else
/// the same call elsewhere.
/// </summary>
internal sealed class FaultAnchor
{
    // The fingerprint looks at so many of the driver's routines.
    private const int Frames = 3;
    private const int MostTries = 4;

    // Operations with less data stand for the ones that they were made from.
    private readonly Dictionary<Operation, Operation> _originals = new(ReferenceEqualityComparer.Instance);

    /// <summary>An operation takes another's place.</summary>
    public void Replaced(Operation before, Operation after) => _originals[after] = OriginalOf(before);

    /// <summary>The places to try, the likeliest first.</summary>
    /// <param name="point">The fault point in the larger workload.</param>
    /// <param name="larger">The larger workload.</param>
    /// <param name="points">The fault points of the smaller one.</param>
    /// <param name="smaller">The smaller workload.</param>
    public IEnumerable<long> Candidates(
        FaultPoint point, ImmutableArray<Operation> larger, ImmutableArray<FaultPoint> points, ImmutableArray<Operation> smaller)
    {
        var place = OriginalAt(larger, point.Operation);
        var numbers = OperationsByNode(smaller);
        return points
            .Where(p => IsSameCall(p, point))
            .OrderByDescending(p => place is not null && p.Operation is { } id && ReferenceEquals(OriginalOf(numbers[id.Node]), place))
            .ThenByDescending(p => p.Operation?.Occurrence == point.Operation?.Occurrence)
            .ThenByDescending(p => p.Occurrence == point.Occurrence)
            .ThenBy(p => p.Ordinal)
            .Select(p => p.Ordinal)
            .Take(MostTries);
    }

    /// <summary>True if a finding at that place would have the same fingerprint, as far as the place is concerned.</summary>
    public static bool IsSameCall(FaultPoint one, FaultPoint other) => one.Ddi == other.Ddi && Routines(one).SequenceEqual(Routines(other));

    private static IEnumerable<string> Routines(FaultPoint point) => point.Frames.Take(Frames).Select(f => $"{f.Type}.{f.Routine}");

    private Operation? OriginalAt(ImmutableArray<Operation> workload, OperationId? id) =>
        id is { } known && OperationsByNode(workload).TryGetValue(known.Node, out var operation) ? OriginalOf(operation) : null;

    private Operation OriginalOf(Operation operation) => _originals.GetValueOrDefault(operation, operation);

    private static Dictionary<int, Operation> OperationsByNode(ImmutableArray<Operation> workload)
    {
        var numbering = new WorkloadNumbering(workload);
        return OperationTree.All(workload).DistinctBy(numbering.Of).ToDictionary(numbering.Of);
    }
}
