using System.Collections.Immutable;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Exploration;

/// <summary>
/// Judges one run by itself, as a campaign would have judged it: a run of a script with the script's own faults, or one of exploration. A
/// fault that a script injects is held to the same contract as one that exploration does (ARCHITECTURE.md D6).
/// </summary>
internal sealed class RunJudge(ScenarioRunner runner)
{
    private static readonly RunOptions Plain = new();

    /// <summary>The findings of a run, what of them is not expected, and the token.</summary>
    public RunResult Judge(RunObservation run) => IsVaried(run.Plan.Variation) ? OfExploration(run) : OfScript(run);

    /// <summary>The findings of a run with the script's own faults.</summary>
    public static ImmutableArray<Finding> FindingsOfScript(RunObservation run, ScenarioRunner runner)
    {
        var explorer = new Lazy<Explorer>(() => new Explorer(runner, Planner.Vary(run.Plan, Variation.None with { RestsScriptFaults = true })));
        var blame = new Blame(
            (variation, options) => runner.Observe(Planner.Vary(run.Plan, variation), options), again => FindingsOfScript(again, runner, explorer));
        return blame.Assign(run, FindingsOfScript(run, runner, explorer));
    }

    private static ImmutableArray<Finding> FindingsOfScript(RunObservation run, ScenarioRunner runner, Lazy<Explorer> lazy)
    {
        var findings = Verdicts.Judge.FindingsOf(run);
        if (run.Stop is not null || run.Injections.IsEmpty || findings.Any(f => IsAboutOperations(f.Kind)))
        {
            return findings;
        }

        var explorer = lazy.Value;
        if (explorer.IsGoldenStopped)
        {
            return findings;
        }

        var judged = runner.Observe(Planner.Vary(run.Plan, Probing(run, explorer)), Plain);
        var known = findings.Select(f => Fingerprint.Of(run, f)).ToHashSet();
        return [.. findings, .. explorer.UnblamedFindingsOf(judged).Where(f => f.Kind != FindingKind.Protocol && !known.Contains(Fingerprint.Of(judged, f)))];
    }

    private static bool IsVaried(Variation variation) => VariationText.Write(variation).Length > 0;

    // The contract's first breach is a run's finding; where a checker has seen one already, more would be its consequences.
    private static bool IsAboutOperations(FindingKind kind) => kind is FindingKind.WrongStatus or FindingKind.StateLost or FindingKind.CheckFailed;

    // The same run with an operation that a fault hit done again: one that failed, else the first. One fault alone is written as exploration
    // writes it, so that the operation can be done again with its fault too.
    private static Variation Probing(RunObservation run, Explorer explorer)
    {
        var first = run.Injections[0];
        var further = ShapeWords.Of(first.Rule.Shape) is null ? null : first.Rule.Shape;
        var asPoint = explorer.Completed(Variation.None with { Points = [new FaultPointRef(first.Ordinal, Persistent: false) { Shape = further }] });
        if (first.Ordinal > 0 && run.Injections is [{ Rule: { Status: null } rule }] && rule.Shape == further)
        {
            return asPoint;
        }

        var failed = run.Injections
            .Where(i => i.Operation >= 0)
            .Select(i => run.Operations[i.Operation])
            .FirstOrDefault(o => o.Status is { IsError: true } && Repetition.CanBeDoneAgain(o.Operation) && !run.Plan.Numbering.IsParallel(o.Operation));
        return run.Plan.Variation with { Probed = failed?.Id ?? asPoint.Probed };
    }

    private RunResult OfScript(RunObservation run)
    {
        var findings = FindingsOfScript(run, runner);
        return ExpectationSet.Judge(run, findings, ReplayToken.Of(run)) with { Untested = UnjudgedParts.ReasonOf(run) ?? UntestedBy(run, findings) };
    }

    // Behind a fault of the script an operation may fail for its sake; that it fails without the fault as well shows that it does not.
    private string? UntestedBy(RunObservation run, ImmutableArray<Finding> findings)
    {
        if (TestedNothing.ReasonOf(run, findings) is { } reason)
        {
            return reason;
        }

        var faulted = run.Injections.Select(i => i.Operation).ToHashSet();
        return faulted.Count > 0 && !run.Plan.Scenario.IsRegression && UnintendedEndings.Of(run).Any(o => !faulted.Contains(o.Index))
            ? TestedNothing.ReasonOf(run, runner.Observe(Planner.Vary(run.Plan, Variation.None with { RestsScriptFaults = true }), Plain))
            : null;
    }

    private RunResult OfExploration(RunObservation run)
    {
        var variation = run.Plan.Variation;
        var explorer = new Explorer(runner, Planner.Vary(run.Plan, variation.Resting));
        var expectations = new ExpectationSet(run.Plan.Scenario, run.Plan.Driver.Name);
        var findings = VariationText.Write(variation) == VariationText.Write(variation.Resting)
            ? explorer.GoldenFindings
            : [.. explorer.FindingsOf(run), .. new NotReachedChecker().Check(run)];
        var serious = findings.Where(f => explorer.BenignReasonOf(run, f) is null);
        return new RunResult(run, findings, [.. expectations.Unexpected(serious)], explorer.TokenOf(run)) { Untested = UnjudgedParts.ReasonOf(run) };
    }
}
