using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Interception;

/// <summary>The fault rules of one run: they count the calls, and decide which fail.</summary>
internal sealed class FaultRules
{
    private readonly RuleState[] _rules;

    // Null when every rule is about every DDI that can fail, as those of exploration are.
    private readonly RuleState[]?[]? _rulesOfDdi;
    private (ulong Site, int Left) _again;

    public FaultRules(ImmutableArray<PlannedRule> rules, ulong seed)
    {
        _rules = rules.IsEmpty ? [] : [.. rules.Select(r => new RuleState(r, seed))];
        _rulesOfDdi = rules.All(r => r.Targets == Planner.EveryFallible) ? null : RulesByDdi(_rules);
    }

    /// <summary>Calls that no rule makes to fail, by their numbers.</summary>
    public ImmutableArray<OrdinalRange> Spared { get; init; } = [];

    /// <summary>The states of all rules.</summary>
    public ImmutableArray<RuleOutcome> Outcomes => [.. _rules.Select(r => r.Outcome)];

    /// <summary>True if a rule names this driver.</summary>
    public bool AreAbout(string driver) => Array.Exists(_rules, rule => IsAbout(rule.Rule, driver));

    /// <summary>The rules that are about a DDI of the driver under test.</summary>
    public RuleState[] Of(Ddi ddi) => _rulesOfDdi is null ? _rules : _rulesOfDdi[ddi.Ordinal] ?? [];

    /// <summary>The rules that are about a DDI of another driver: those that name the driver.</summary>
    public RuleState[] Of(Ddi ddi, string driver) => Array.FindAll(Of(ddi), rule => IsAbout(rule.Rule, driver));

    /// <summary>Counts a call for each of its rules, and says which one makes it fail; null for none.</summary>
    public RuleState? Choose(RuleState[] rules, ref CallSite site)
    {
        // Every rule counts every call, so that "the 3rd" means the same whether or not another rule failed the 2nd.
        var isAgain = _again.Left > 0 && site.Stack.Identity(site.Ddi) == _again.Site && --_again.Left == 0;
        var winner = isAgain ? _rules.LastOrDefault(r => r.Rule.Origin == RuleOrigin.Point) : null;
        foreach (var rule in rules)
        {
            if (rule.Decide(ref site))
            {
                winner ??= rule;
            }
        }

        return winner is not null && IsSpared(site.Ordinal) ? null : winner;
    }

    /// <summary>A call from a fault site fails too: the n-th from now on, 1 is the next.</summary>
    public void FailAgain(ulong site, int occurrence) => _again = (site, occurrence);

    /// <summary>Ends <see cref="FailAgain"/>.</summary>
    public void FailNoMore() => _again = default;

    private static bool IsAbout(PlannedRule rule, string driver) => rule.Where.Drivers.Any(glob => glob.Matches(driver));

    // The rule has counted the call all the same: what it does to the calls after it is as it was.
    private bool IsSpared(long ordinal) => !Spared.IsEmpty && Spared.Any(range => range.Contains(ordinal));

    private static RuleState[]?[] RulesByDdi(RuleState[] rules)
    {
        var byDdi = new RuleState[]?[DdiCatalogue.All.Count];
        foreach (var rule in rules)
        {
            // Rules are often about every DDI there is: those that only one rule is about share its array.
            RuleState[] alone = [rule];
            foreach (var ddi in rule.Rule.Targets)
            {
                ref var known = ref byDdi[ddi.Ordinal];
                known = known is null ? alone : [.. known, rule];
            }
        }

        return byDdi;
    }
}
