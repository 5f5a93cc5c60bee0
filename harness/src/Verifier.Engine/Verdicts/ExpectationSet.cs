using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// A script's <c>expect:</c> for one driver, against what was found. A finding nobody expects is a surprise; so is an expected one that
/// does not come. A driver that no entry is about is expected to be graceful. In a regression the findings that entries name are those
/// that must not come any more: each is a surprise when it comes, and none is missed.
/// </summary>
public sealed class ExpectationSet
{
    private readonly ImmutableArray<Expectation> _mine;
    private readonly bool _isRegression;

    /// <summary>The entries that are about a driver.</summary>
    public ExpectationSet(Scenario scenario, string driver)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var mine = scenario.Expectations.Where(e => e.Driver.Matches(driver)).ToList();

        // An entry that names this driver by itself overrules a wildcard: "*" is what holds for the rest.
        if (mine.Exists(e => !e.Driver.HasWildcards))
        {
            mine.RemoveAll(e => e.Driver.HasWildcards);
        }

        _mine = [.. mine];
        _isRegression = scenario.IsRegression;
    }

    /// <summary>Judges one run by what its script expects.</summary>
    /// <param name="run">What was seen.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="token">The replay token.</param>
    public static RunResult Judge(RunObservation run, ImmutableArray<Finding> findings, string token)
    {
        ArgumentNullException.ThrowIfNull(run);
        var expectations = new ExpectationSet(run.Plan.Scenario, run.Plan.Driver.Name);

        // What a script that explores expects comes in some of its runs, not in every one.
        ImmutableArray<string> missing = run.Plan.Scenario.Explore is null ? [.. expectations.Missing(findings)] : [];
        ImmutableArray<string> outcomes = [.. expectations.OutcomeProblems(run)];
        return new RunResult(run, findings, [.. expectations.Unexpected(findings), .. missing, .. outcomes], token)
        {
            Missing = missing,
            WrongOutcomes = outcomes,
        };
    }

    /// <summary>The number of entries that ask for a finding; 0 in a regression.</summary>
    public int Planted => _isRegression ? 0 : _mine.Count(e => e.Finding is not null);

    /// <summary>Does an entry ask for this finding? In a regression none does.</summary>
    public bool IsExpected(Finding finding) => !_isRegression && _mine.Any(e => Matches(e, finding));

    /// <summary>A sentence for each finding that no entry asks for.</summary>
    public IEnumerable<string> Unexpected(IEnumerable<Finding> findings) =>
        findings.Where(f => !IsExpected(f) && !(_isRegression && f.Kind == FindingKind.NotReached)).Select(f => $"unexpected {FindingWords.Of(f.Kind)}: {f.Title}");

    /// <summary>A sentence for each entry whose findings did not come, or not so often.</summary>
    public IEnumerable<string> Missing(IReadOnlyCollection<Finding> findings)
    {
        foreach (var expectation in _mine)
        {
            if (_isRegression || expectation.Finding is not { } kind)
            {
                continue;
            }

            var count = findings.Count(f => Matches(expectation, f));
            if (!(expectation.Count is { } wanted ? wanted.Matches(count) : count > 0))
            {
                yield return $"expected {Describe(expectation, FindingWords.Of(kind))}, found {count}";
            }
        }
    }

    /// <summary>
    /// The first entry about outcomes that an explored run does not keep, in a sentence; null if it keeps all. That an outcome is neither is a
    /// finding already; how many there are is not counted, for each run has its own.
    /// </summary>
    internal string? UnmetOutcome(RunObservation run)
    {
        foreach (var entry in _mine.Where(e => e is { Outcome: not null, Count: null }))
        {
            var wrong = Faulted(entry, run).FirstOrDefault(o => o.Operation.Role == OperationRole.Script
                && FaultedOperations.CanReport(o.Operation.Operation)
                && o.Outcome is OperationOutcome.Absorbed or OperationOutcome.Propagated && !IsAsExpected(entry, o.Operation, o.Outcome));
            if (wrong.Operation is { } operation)
            {
                var what = wrong.Outcome == OperationOutcome.Absorbed ? "absorbed one" : $"returned {operation.Status}";
                return $"expected every fault to be {Word(entry)}{With(entry)}, but {operation.Name} {what}";
            }
        }

        return null;
    }

    /// <summary>True if the script says, beside an outcome, that an operation of this driver may fail with the status.</summary>
    internal static bool Permits(Scenario scenario, string driver, NTSTATUS status) =>
        scenario.Expectations.Any(e => e.Outcome is not null && e.Status?.Value == status.Value && e.Driver.Matches(driver));

    private IEnumerable<string> OutcomeProblems(RunObservation run) =>
        _mine.Where(e => e.Finding is null).Select(e => OutcomeProblem(e, run)).OfType<string>();

    private static string? OutcomeProblem(Expectation expectation, RunObservation run)
    {
        var faulted = Faulted(expectation, run).ToList();
        var legal = faulted.Count(o => IsAsExpected(expectation, o.Operation, o.Outcome));
        if (expectation.Count is { } wanted)
        {
            return wanted.Matches(legal) ? null : $"expected {wanted} {Word(expectation)} {(wanted is { Minimum: 1, Maximum: 1 } ? "outcome" : "outcomes")}{With(expectation)}, saw {legal}";
        }

        return legal == faulted.Count
            ? null
            : $"expected every fault to be {Word(expectation)}{With(expectation)}, but {faulted.Count - legal} of {faulted.Count} were not";
    }

    private static IEnumerable<(OperationRecord Operation, OperationOutcome Outcome)> Faulted(Expectation expectation, RunObservation run) => run.Operations
        .Where(o => expectation.Operation is not { } name || name.Matches(o.Name))
        .Where(o => expectation.Ddi is not { } ddi || run.Injections.Any(i => i.Operation == o.Index && DdiPattern.Matches(ddi, i.Ddi.Name)))
        .Select(o => (o, OperationOutcomes.Of(run, o)))
        .Where(o => o.Item2 != OperationOutcome.NotFaulted);

    private static bool IsAsExpected(Expectation expectation, OperationRecord operation, OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Propagated => expectation.Outcome != OutcomeKind.Absorbed
            && (expectation.Status is not { } status || operation.Status?.Value == status.Value),
        OperationOutcome.Absorbed => expectation.Outcome != OutcomeKind.Propagated,
        _ => false,
    };

    private static string Word(Expectation expectation) => expectation.Outcome.ToString()!.ToLowerInvariant();

    private static string With(Expectation expectation) => expectation.Status is { } status ? $" with {status.Text}" : string.Empty;

    private static bool Matches(Expectation expectation, Finding finding) =>
        expectation.Finding is { } kind && kind == finding.Kind
        && (expectation.BugCheck is not { } code || finding.BugCheck is { } bugCheck && (uint)bugCheck.Code == code.Value)
        && ParametersMatch(expectation.Parameters, finding)
        && (expectation.Status is not { } status || finding.Status?.Value == status.Value)
        && (expectation.Ddi is not { } ddi || DdiPattern.Matches(ddi, finding.Ddi))
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

    private static string Describe(Expectation expectation, string kind)
    {
        var code = expectation.BugCheck is { } bugCheck ? $" {bugCheck.Text}" : string.Empty;
        var ddi = expectation.Ddi is { } name ? $" from {name}" : string.Empty;
        return $"a finding \"{kind}\"{code}{ddi}";
    }
}
