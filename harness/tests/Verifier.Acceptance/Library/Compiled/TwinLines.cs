using System.Globalization;
using Verifier.Cli.Exploring;
using Verifier.Cli.Loading;
using Verifier.Cli.Running;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Acceptance.Library.Compiled;

/// <summary>
/// What a C# model and its compiled translation have in common: verdicts, fault points, findings and outcomes. A place is the DDI, the routine
/// that called it, the operation, and the how-many-th call at that place it was. Lines, offsets, addresses and messages are not in it.
/// Nor is the order of operations that wait for a timer: macros are calls in a model and none in a binary, so that time passes at other calls.
/// </summary>
internal static class TwinLines
{
    /// <summary>Of the script as it is.</summary>
    public static List<string> OfRun(ScenarioRunner runner, Plan plan)
    {
        var result = runner.Run(plan);
        var run = result.Run;
        var expectations = new ExpectationSet(plan.Scenario, plan.Driver.Name);
        return
        [
            Text($"run: {RunRecord.Of(new PlannedRun(plan), result).Verdict.Word()}"),
            Text($"  fault points {run.FaultPoints}, failed {run.Injections.Length}, absorbed {result.Absorbed}, propagated {result.Propagated}"),
            .. run.Operations.Select(o => Text($"  operation {o.Id}: {o.State} {o.Status}")).Order(StringComparer.Ordinal),
            .. run.Injections.Select(i => $"  failed {i.Ddi.Name} in {RoutineOf(i.Stack.Frames)}, {i.Operation}"),
            .. result.Findings.Select(f => "  finding: " + LineOf(run, f, expectations.IsExpected(f))),
        ];
    }

    /// <summary>Of an exploration.</summary>
    public static List<string> Of(Exploration exploration)
    {
        var outcome = exploration.Outcome;
        return
        [
            $"{exploration.Title}: {CampaignRecord.Of(exploration.Target, outcome).Verdict.Word()}",
            .. outcome.Golden.Points.Select(PointOf),
            Text($"  runs {outcome.Results.Length}: passed {outcome.Passed}, absorbed {outcome.Absorbed}, propagated {outcome.Propagated}"),
            .. outcome.Limits.Select(l => Text($"  limit {l.Limit}: {l.Enough} enough, reached {l.IsReached}")),
            .. outcome.Groups.Select(g => Text($"  finding: {LineOf(g.Exemplar)} in {g.Cases.Length} cases")).Order(StringComparer.Ordinal),
        ];
    }

    private static string PointOf(FaultPoint point) =>
        Text($"  f{point.Ordinal} {point.Ddi} '{point.Tag}' {point.Pool} in {RoutineOf(point.Frames)}, {point.OperationName}, {point.Phase}, time {point.Occurrence}");

    private static string LineOf(RunObservation run, Finding finding, bool isExpected) => LineOf(
        finding.Kind, isExpected, finding.Cause?.Ddi.Name, finding.Cause?.Stack.Frames ?? run.Stop?.Stack?.Frames ?? [],
        finding.Ddi, finding.Operation, finding.Status, finding.BugCheck?.Code);

    private static string LineOf(FindingRecord finding) => LineOf(
        finding.Kind, finding.IsExpected, finding.Failed is null ? null : finding.Ddi, finding.Place,
        finding.ExpectedDdi, finding.Operation, finding.Status is { } status ? new NTSTATUS(status) : null,
        finding.BugCheck is [var code, ..] ? (BugCheckCode)code : null);

    private static string LineOf(
        FindingKind kind, bool isExpected, string? failed, IReadOnlyList<DriverFrame> place, string ddi, string operation, NTSTATUS? status, BugCheckCode? stop) =>
        string.Join(" | ",
        [
            FindingWords.Of(kind), isExpected ? "expected" : "not expected", $"{failed ?? "nothing"} failed in {RoutineOf(place)}",
            ddi, operation, status?.ToString() ?? "no status", stop?.ToString() ?? "no bug check",
        ]);

    private static string RoutineOf(IReadOnlyList<DriverFrame> frames) => frames.Count == 0 ? "no routine" : frames[0].Routine;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
