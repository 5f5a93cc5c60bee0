using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Interception;

/// <summary>Decides by a rule's <c>where:</c> if a call is eligible. Cheap conditions first, the stack last.</summary>
internal sealed class EligibilityFilter(PlannedRule rule)
{
    private readonly FaultWhere _where = rule.Where;
    private readonly ImmutableArray<Glob> _exports = [.. rule.Where.Ddis.Select(DdiPattern.OfExport)];
    private readonly bool _always = rule.Where == FaultWhere.Anywhere && rule.Applications.IsEmpty;

    public bool Matches(ref CallSite call) => _always || (MatchesRequest(ref call) && MatchesContext(ref call) && MatchesStack(ref call));

    private bool MatchesRequest(ref CallSite call)
    {
        if (!_where.Tags.IsEmpty && !(call.Tag is { } tag && AnyTag(tag)))
        {
            return false;
        }

        if (_where.Pool is { } pool && call.Pool != pool)
        {
            return false;
        }

        if (_where.Size is { } size && !(call.Size is { } bytes && size.Matches((long)Math.Min(bytes, long.MaxValue))))
        {
            return false;
        }

        return Any(_exports, call.Ddi.Name);
    }

    private bool MatchesContext(ref CallSite call)
    {
        if (_where.Irql is { } irql && !irql.Matches((long)call.Machine.Irql))
        {
            return false;
        }

        return Any(_where.Drivers, call.Caller.Name)
            && Any(_where.Operations, call.Operations.Name)
            && Any(rule.Applications, Applications.Current(call.Machine.Scheduler))
            && (_where.Phases.IsEmpty || _where.Phases.Contains(RoutinePhase.Of(call.Machine)));
    }

    private bool MatchesStack(ref CallSite call)
    {
        var condition = _where.Stack;
        if (condition.Require.IsEmpty && condition.Reject.IsEmpty)
        {
            return true;
        }

        var stack = call.Stack;
        return condition.Require.All(stack.HasFrame) && !condition.Reject.Any(stack.HasFrame);
    }

    private bool AnyTag(Kernel.PoolTag tag)
    {
        foreach (var glob in _where.Tags)
        {
            if (tag.Matches(glob.Pattern))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Any(ImmutableArray<Glob> globs, string text)
    {
        foreach (var glob in globs)
        {
            if (glob.Matches(text))
            {
                return true;
            }
        }

        return globs.IsEmpty;
    }
}
