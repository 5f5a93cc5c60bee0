using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Exploration;

/// <summary>
/// The fault points of a run that exist only because of its fault: calls from a site in an operation where the golden run does not come
/// so often.
/// </summary>
internal sealed class NewPoints(ImmutableArray<FaultPoint> golden)
{
    private readonly Dictionary<(OperationId? Operation, ulong Site), List<long>> _golden =
        golden.GroupBy(p => (p.Operation, p.Site)).ToDictionary(g => g.Key, g => g.Select(p => p.Ordinal).ToList());

    public ImmutableArray<FaultPoint> Of(RunObservation run)
    {
        if (run.Injections.IsEmpty)
        {
            return [];
        }

        var fault = run.Injections[0].Ordinal;
        var seen = new Dictionary<(OperationId? Operation, ulong Site), int>();
        var more = ImmutableArray.CreateBuilder<FaultPoint>();
        foreach (var point in run.Points)
        {
            var key = (point.Operation, point.Site);
            var usual = _golden.GetValueOrDefault(key) ?? [];
            var before = usual.Count(ordinal => ordinal <= fault);
            var count = seen[key] = seen.GetValueOrDefault(key) + 1;
            if (before + count > usual.Count)
            {
                more.Add(point);
            }
        }

        return more.ToImmutable();
    }
}
