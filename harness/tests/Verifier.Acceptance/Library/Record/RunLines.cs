using System.Globalization;
using Verifier.Cli.Loading;
using Verifier.Cli.Running;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;

namespace Verifier.Acceptance.Library.Record;

/// <summary>One run of a script with a driver: what is said of it, the findings, what became of its faults, and its events.</summary>
internal static class RunLines
{
    private const int MostEvents = 200, MostInjections = 30;

    private static readonly RunOptions WithEvents = new() { KeepTrace = true };

    /// <summary>Runs the script as it is.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="plan">The run.</param>
    /// <param name="traceHash">The hash of its trace, times and addresses included.</param>
    public static List<string> Of(ScenarioRunner runner, Plan plan, out ulong traceHash)
    {
        var result = runner.Run(plan, WithEvents);
        var run = result.Run;
        traceHash = run.TraceHash;
        var verdict = RunRecord.Of(new PlannedRun(plan), result).Verdict;
        var expectations = new ExpectationSet(plan.Scenario, plan.Driver.Name);
        return
        [
            plan.Scenario.Explore is null ? $"run: {verdict.Word()}, exit code {(int)verdict.ExitCode()}" : $"run: {verdict.Word()}",
            Text($"  calls {run.Calls}, fault points {run.FaultPoints}, failed {run.Injections.Length}, for real {run.RealFailures}, in the kernel {run.KernelShortages}"),
            Text($"  absorbed {result.Absorbed}, propagated {result.Propagated}, virtual time {run.VirtualTime}, operations {run.Operations.Length}"),
            .. result.Untested is { } untested ? [$"  untested: {untested}"] : Array.Empty<string>(),
            .. run.Rules.Select(RuleOf),
            .. result.Findings.Select(f => "  finding: " + FindingLines.Of(run, f, expectations.IsExpected(f))),
            .. result.Findings.SelectMany(f => f.Held).Select(h => "    " + FindingLines.Of(h)),
            .. run.Censuses.Select(c => Text($"  census {c.Point} at operation {c.Operation}: {c.Held.Length} held")),
            .. run.Operations.Select(o => OutcomeOf(run, o)).OfType<string>(),
            .. run.Outflow.Select(o => Text($"  left at {o.Place}: {Convert.ToHexStringLower([.. o.Data])}")),
            "  counters: " + string.Join(", ", run.Counters.Where(c => c.Value != 0).Select(c => Text($"{c.Key} {c.Value}"))),
            Text($"failed calls: {run.Injections.Length}"),
            .. Lines.Capped([.. run.Injections.Select(InjectionOf)], MostInjections),
            Text($"events: {run.Trace.Length}"),
            .. Lines.Capped(EventLines.Of(run.Trace), MostEvents),
        ];
    }

    private static string RuleOf(RuleOutcome rule) =>
        Text($"  rule {rule.Rule.Name}: {rule.Rule.Origin}, {rule.State}, eligible {rule.Eligible}, failed {rule.Failures}");

    private static string InjectionOf(Injection one) => Text(
        $"f{one.Ordinal}, call {one.CallNumber}: {one.CallText}, {one.Shape} {one.Status} by {one.Rule.Name} in operation {one.Operation}: {FindingLines.Of(one.Stack.Frames)}");

    // Of operations without a fault the events tell.
    private static string? OutcomeOf(RunObservation run, OperationRecord operation) => OperationOutcomes.Of(run, operation) switch
    {
        OperationOutcome.NotFaulted => null,
        var outcome => Text($"  operation {operation.Id} {operation.Name}: {outcome}, {operation.State} {operation.Status}, {Lines.Value(operation.Information)}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
