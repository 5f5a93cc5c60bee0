using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// Compares findings with a script's <c>expect:</c>. A finding nobody expects is a surprise; so is an expected one that does not come.
/// A driver that no entry is about is expected to be graceful.
/// </summary>
public static class ExpectationMatcher
{
    /// <summary>The differences, one sentence each; empty when everything is as expected.</summary>
    public static ImmutableArray<string> Surprises(RunObservation run, ImmutableArray<Finding> findings)
    {
        var mine = Of(run);
        var surprises = new List<string>();
        foreach (var finding in findings.Where(f => !mine.Exists(e => Matches(e, f))))
        {
            surprises.Add($"unexpected {FindingWords.Of(finding.Kind)}: {finding.Title}");
        }

        foreach (var expectation in mine)
        {
            if (Missing(expectation, run, findings) is { } missing)
            {
                surprises.Add(missing);
            }
        }

        return [.. surprises];
    }

    /// <summary>Does an entry ask for this finding?</summary>
    public static bool IsExpected(RunObservation run, Finding finding) => Of(run).Exists(e => Matches(e, finding));

    private static List<Expectation> Of(RunObservation run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var mine = run.Plan.Scenario.Expectations.Where(e => e.Driver.Matches(run.Plan.Driver.Name)).ToList();

        // An entry that names this driver by itself overrules a wildcard: "*" is what holds for the rest.
        if (mine.Exists(e => !e.Driver.HasWildcards))
        {
            mine.RemoveAll(e => e.Driver.HasWildcards);
        }

        return mine;
    }

    private static string? Missing(Expectation expectation, RunObservation run, ImmutableArray<Finding> findings)
    {
        if (expectation.Finding is { } kind)
        {
            var count = findings.Count(f => Matches(expectation, f));
            var isRight = expectation.Count is { } wanted ? wanted.Matches(count) : count > 0;
            return isRight ? null : $"expected {Describe(expectation, FindingWords.Of(KindOf(kind)))}, found {count}";
        }

        return OutcomeProblem(expectation, run);
    }

    private static string? OutcomeProblem(Expectation expectation, RunObservation run)
    {
        var outcomes = run.Operations
            .Where(o => expectation.Operation is not { } name || name.Matches(o.Name))
            .Select(o => OperationOutcomes.Of(run, o))
            .Where(o => o != OperationOutcome.NotFaulted)
            .ToList();
        var legal = expectation.Outcome switch
        {
            OutcomeKind.Propagated => outcomes.Count(o => o == OperationOutcome.Propagated),
            OutcomeKind.Absorbed => outcomes.Count(o => o == OperationOutcome.Absorbed),
            _ => outcomes.Count(o => o is OperationOutcome.Propagated or OperationOutcome.Absorbed),
        };
        var word = expectation.Outcome.ToString()!.ToLowerInvariant();
        if (expectation.Count is { } wanted)
        {
            return wanted.Matches(legal) ? null : $"expected {wanted} {word} outcomes, saw {legal}";
        }

        return legal == outcomes.Count ? null : $"expected every fault to be {word}, but {outcomes.Count - legal} of {outcomes.Count} were not";
    }

    private static bool Matches(Expectation expectation, Finding finding) =>
        expectation.Finding is { } kind && KindOf(kind) == finding.Kind
        && (expectation.BugCheck is not { } code || finding.BugCheck is { } bugCheck && (uint)bugCheck.Code == code.Value)
        && ParametersMatch(expectation.Parameters, finding)
        && (expectation.Status is not { } status || finding.Status?.Value == status.Value)
        && (expectation.Ddi is not { } ddi || ddi.Matches(finding.Ddi))
        && (expectation.Operation is not { } operation || operation.Matches(finding.Operation));

    private static bool ParametersMatch(ImmutableArray<ulong?> wanted, Finding finding)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] is { } value && finding.BugCheck?.Parameter(i + 1) != value)
            {
                return false;
            }
        }

        return true;
    }

    private static FindingKind KindOf(Scenarios.Model.FindingKind kind) => kind switch
    {
        Scenarios.Model.FindingKind.Bugcheck => FindingKind.BugCheck,
        Scenarios.Model.FindingKind.Leak => FindingKind.Leak,
        Scenarios.Model.FindingKind.WrongStatus => FindingKind.WrongStatus,
        Scenarios.Model.FindingKind.StateLost => FindingKind.StateLost,
        Scenarios.Model.FindingKind.Hang => FindingKind.Hang,
        Scenarios.Model.FindingKind.Protocol => FindingKind.Protocol,
        Scenarios.Model.FindingKind.NotReached => FindingKind.NotReached,
        Scenarios.Model.FindingKind.CheckFailed => FindingKind.CheckFailed,
        _ => throw new NotSupportedException($"This version makes no findings of kind {kind} yet; they come with exploration."),
    };

    private static string Describe(Expectation expectation, string kind)
    {
        var code = expectation.BugCheck is { } bugCheck ? $" {bugCheck.Text}" : string.Empty;
        var ddi = expectation.Ddi is { } name ? $" from {name}" : string.Empty;
        return $"a finding \"{kind}\"{code}{ddi}";
    }
}
