using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Exploration;

/// <summary>
/// <c>each</c>, <c>persistent</c> and <c>stacks</c>: every fault point of the golden run, or the first of each site, fails once or with
/// all behind it. The first of each site come first: they are most of what there is to learn. A point that fails once does so in each shape
/// that its call has; with all behind it only in the first, for what follows has shapes of its own.
/// </summary>
internal sealed class PointStrategy(ImmutableArray<FaultPoint> points, CaseKind kind, bool onlyRepresentatives, bool findsMore) : IStrategy
{
    public IEnumerable<ExploredCase> Begin()
    {
        // A point behind an excluded one of the same site is excluded too, so the first that is left stands for its site.
        var representatives = points.DistinctBy(p => p.Site).ToList();
        var others = onlyRepresentatives ? [] : points.Except(representatives).ToList();
        return [.. representatives.Select(First), .. representatives.SelectMany(More), .. others.Select(First), .. others.SelectMany(More)];
    }

    public IEnumerable<ExploredCase> After(ExploredCase done, CaseResult result) => [];

    private ExploredCase First(FaultPoint point) => Case(new FaultPointRef(point.Ordinal, kind == CaseKind.Persistent));

    private IEnumerable<ExploredCase> More(FaultPoint point) => kind == CaseKind.Persistent
        ? []
        : point.MoreShapes.Select(shape => Case(new FaultPointRef(point.Ordinal, Persistent: false) { Shape = shape }));

    private ExploredCase Case(FaultPointRef point) => new(kind, Variation.None with { Points = [point] }, findsMore);
}
