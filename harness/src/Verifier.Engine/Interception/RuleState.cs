using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Interception;

/// <summary>
/// One rule during one run: its counters and its dice. The order of evaluation is the language's (harness/docs/SCENARIOS.md#when):
/// where, then nth/ordinal, then times, space, interval, then the dice.
/// </summary>
internal sealed class RuleState
{
    private readonly EligibilityFilter _filter;
    private readonly FaultWhen _when;
    private readonly HashSet<ulong> _stacksSeen = [];

    // Most calls of a sweep's run come before this one: they are counted and nothing more is asked.
    private readonly long _firstThatMayFail;
    private Dice _dice;
    private long _bytesSeen;
    private bool _failsFromNowOn;

    public RuleState(PlannedRule rule, ulong seed)
    {
        Rule = rule;
        _filter = new EligibilityFilter(rule);
        _when = rule.When;
        var first = _when.Nth.IsEmpty ? 1 : _when.Nth[0].First;
        _firstThatMayFail = _when.After > long.MaxValue - first ? long.MaxValue : _when.After + first;
        _dice = new Dice(rule.When.Seed ?? seed, rule.Index);
    }

    public PlannedRule Rule { get; }

    /// <summary>Calls that <c>where</c>, <c>after</c> and <c>delay</c> let through.</summary>
    public long Eligible { get; private set; }

    /// <summary>Calls that this rule made to fail.</summary>
    public long Failures { get; private set; }

    /// <summary>Says whether this call fails, and counts it.</summary>
    public bool Decide(ref CallSite call)
    {
        if (!_filter.Matches(ref call) || !DelayIsOver(ref call))
        {
            return false;
        }

        Eligible++;
        if (Eligible < _firstThatMayFail || !(_failsFromNowOn || Chooses(ref call)))
        {
            return false;
        }

        Failures++;
        _failsFromNowOn = _when.Persistent;
        return true;
    }

    /// <summary>The rule's state at the end of the run.</summary>
    public RuleOutcome Outcome => new(Rule, StateAtEnd(), Eligible, Failures, _when.Seed);

    private bool Chooses(ref CallSite call)
    {
        if (!Contains(_when.Nth, Eligible - _when.After) || !Contains(_when.Ordinal, call.Ordinal) || !HasShape(ref call))
        {
            return false;
        }

        if (Failures >= (_when.Times ?? long.MaxValue) || !SpaceIsUsedUp(ref call))
        {
            return false;
        }

        if (_when.Interval is { } interval && (Eligible - _when.After) % interval != 0)
        {
            return false;
        }

        if (_when.Limit is { } limit && LiveBytes.Of(ref call, Rule) + (long)(call.Size ?? 0) <= limit)
        {
            return false;
        }

        if (_when.NewStack && !_stacksSeen.Add(call.Stack.Identity(call.Ddi)))
        {
            return false;
        }

        return _when.Probability is not { } rate || _dice.Throw(rate.Numerator, rate.Denominator);
    }

    // A fault point that cannot fail as its case says, in another build of the driver, has not been met.
    private bool HasShape(ref CallSite call) => Rule is not { Origin: RuleOrigin.Point, Shape: { } shape }
        || call.Ddi.Failure.Allows(shape, call.Machine, call.Arguments);

    private bool DelayIsOver(ref CallSite call) =>
        (_when.DelayTime is not { } time || call.Machine.Clock.Now >= time.Ticks)
        && (_when.DelayOperation is not { } operation || call.Operations.HasBegun(operation));

    private bool SpaceIsUsedUp(ref CallSite call)
    {
        if (_when.Space is not { } space || _bytesSeen >= space)
        {
            return true;
        }

        _bytesSeen += (long)(call.Size ?? 0);
        return false;
    }

    private RuleFinalState StateAtEnd()
    {
        if (Failures > 0)
        {
            var isExhausted = Failures >= (_when.Times ?? long.MaxValue) || (!_failsFromNowOn && ListsAreUsedUp());
            return isExhausted ? RuleFinalState.Exhausted : RuleFinalState.Triggered;
        }

        var mayStaySilent = _when.Probability is not null || _when.Limit is not null || _when.Space is not null;
        return Eligible > 0 && mayStaySilent ? RuleFinalState.Armed : RuleFinalState.NeverReached;
    }

    private bool ListsAreUsedUp()
    {
        var listed = _when.Nth.Concat(_when.Ordinal).Sum(r => r.Last - r.First + 1);
        return listed > 0 && Failures >= listed;
    }

    private static bool Contains(ImmutableArray<OrdinalRange> ranges, long ordinal)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(ordinal))
            {
                return true;
            }
        }

        return ranges.IsEmpty;
    }
}
