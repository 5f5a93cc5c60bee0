using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Exploration;

/// <summary>
/// <c>each</c>, <c>persistent</c> and <c>stacks</c>: every fault point of the golden run, or the first of each site, fails once or with
/// all behind it. The first of each site come first: they are most of what there is to learn.
/// </summary>
internal sealed class PointStrategy(ImmutableArray<FaultPoint> points, CaseKind kind, bool onlyRepresentatives, bool findsMore) : IStrategy
{
    public IEnumerable<ExploredCase> Begin()
    {
        // A point behind an excluded one of the same site is excluded too, so the first that is left stands for its site.
        var representatives = points.DistinctBy(p => p.Site).ToList();
        foreach (var point in representatives)
        {
            yield return Case(point);
        }

        foreach (var point in onlyRepresentatives ? [] : points.Except(representatives))
        {
            yield return Case(point);
        }
    }

    public IEnumerable<ExploredCase> After(ExploredCase done, CaseResult result) => [];

    private ExploredCase Case(FaultPoint point) =>
        new(kind, Variation.None with { Points = [new FaultPointRef(point.Ordinal, kind == CaseKind.Persistent)] }, findsMore);
}
