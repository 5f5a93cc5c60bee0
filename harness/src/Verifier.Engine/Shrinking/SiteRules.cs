using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>
/// Names the faults of a scenario by their site: the n-th call of a DDI with a tag from some routines, not the n-th call of the run. So the script
/// still finds its place in a driver that asks for one thing more elsewhere.
/// </summary>
internal static class SiteRules
{
    // As many of the driver's routines as a fingerprint looks at.
    private const int Routines = 3;

    /// <summary>The scenario with its faults named as well as they can be while it still shows the finding.</summary>
    public static Scenario Of(ShrinkState state, ScenarioTrial trial)
    {
        if (state.Faults.IsEmpty)
        {
            return state.Scenario;
        }

        // Up to its first fault a run is like the one without; only later faults need the points that lie behind it.
        var points = trial.PointsOf(state.Faults.Length == 1 ? state.Quiet : state.Scenario);
        var scenario = state.Scenario;
        for (var i = 0; i < state.Faults.Length; i++)
        {
            var named = Candidates(state.Faults[i], points).Select(rule => scenario with { Faults = scenario.Faults.SetItem(i, rule) });
            scenario = named.FirstOrDefault(trial.Holds) ?? scenario;
        }

        return scenario;
    }

    // Best first. Of a persistent fault everything behind it fails; where failing the same site again is enough, that is said.
    private static IEnumerable<FaultRule> Candidates(SingleFault fault, ImmutableArray<FaultPoint> points)
    {
        if (points.FirstOrDefault(p => p.Ordinal == fault.Ordinal) is not { } point)
        {
            yield break;
        }

        var where = new FaultWhere
        {
            Tags = point.Tag is { } tag ? [new Glob(tag)] : [],
            Stack = new StackCondition { Require = [.. point.Frames.Take(Routines).Select(f => new Glob(f.Routine)).Where(g => !g.HasWildcards).Distinct()] },
        };
        yield return RuleOf(fault, point, where, points);
        yield return RuleOf(fault, point, where with { Stack = StackCondition.None }, points);
        yield return RuleOf(fault, point, FaultWhere.Anywhere, points);
        if (!fault.Persistent)
        {
            yield return fault.Rule with { Targets = TargetOf(point) };
        }
    }

    private static FaultRule RuleOf(SingleFault fault, FaultPoint point, FaultWhere where, ImmutableArray<FaultPoint> points)
    {
        var nth = points.Count(p => p.Ordinal <= point.Ordinal && p.Ddi == point.Ddi && Matches(where, p));
        return fault.Rule with
        {
            Targets = TargetOf(point),
            Where = where,
            When = new FaultWhen { Nth = [new OrdinalRange(nth, nth)], Persistent = fault.Persistent },
        };
    }

    private static ImmutableArray<FaultTarget> TargetOf(FaultPoint point) => [new FaultTarget(FaultTargetKind.Ddi, point.Ddi)];

    private static bool Matches(FaultWhere where, FaultPoint point) =>
        (where.Tags.IsEmpty || (point.Tag is { } tag && where.Tags.Any(t => t.Matches(tag))))
        && where.Stack.Require.All(r => point.Frames.Any(f => r.Matches(f.Routine)));
}
