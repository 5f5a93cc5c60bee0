using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Exploration;

/// <summary>
/// <c>second</c>: after each single fault, every fault point that exists only because of it: the driver's own error paths. Complete for
/// two faults of which the second is on a path that the first opened; pairs of points that the golden run has both are not tried.
/// </summary>
internal sealed class SecondStrategy : IStrategy
{
    public IEnumerable<ExploredCase> Begin() => [];

    public IEnumerable<ExploredCase> After(ExploredCase done, CaseResult result)
    {
        if (done is not { Kind: CaseKind.Each, FindsMore: true })
        {
            return [];
        }

        return
        [
            .. result.MorePoints.Select(point => Case(done, point, null)),
            .. result.MorePoints.SelectMany(point => point.MoreShapes.Select(shape => Case(done, point, shape))),
        ];
    }

    private static ExploredCase Case(ExploredCase first, FaultPoint second, FailureShape? shape) => new(
        CaseKind.Second,
        Variation.None with { Points = [.. first.Variation.Points, new FaultPointRef(second.Ordinal, Persistent: false) { Shape = shape }] });
}
