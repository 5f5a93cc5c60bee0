using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;

namespace Verifier.Engine.Analysis;

/// <summary>Runs a plan once more with everything recorded that a kernel debugger would show, and the same without its faults beside it.</summary>
/// <param name="runner">The runner whose machines are used.</param>
public sealed class Analyzer(ScenarioRunner runner)
{
    private static readonly RunOptions Recorded = new() { KeepsKernelState = true };

    /// <summary>Analyses one run.</summary>
    public RunAnalysis Analyze(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var result = runner.Run(plan, Recorded);
        var quiet = plan.Variation with { RestsScriptFaults = true, Points = [], Dice = null, Limits = new SystemLimits(), Contents = null, Echoes = 0 };
        var golden = runner.Observe(Planner.Vary(plan, quiet), RunOptions.Default);
        return new RunAnalysis
        {
            Result = result,
            Kernel = result.Run.KernelState!,
            BugCheck = result.Run.Stop?.BugCheck is { } stop ? BugCheckCatalogue.Explain(stop) : null,
            Operations = Compared(result.Run, golden),
        };
    }

    private static ImmutableArray<ComparedOperation> Compared(RunObservation run, RunObservation golden)
    {
        var counterparts = golden.Operations.ToLookup(o => (o.Id, o.Role));
        return [.. run.Operations.Select(o => Compared(run, o, counterparts[(o.Id, o.Role)].FirstOrDefault()))];
    }

    private static ComparedOperation Compared(RunObservation run, OperationRecord operation, OperationRecord? usual)
    {
        var failures = run.Injections.Count(i => i.Operation == operation.Index);
        if (usual is null)
        {
            return new ComparedOperation(operation.Name, operation.Operation.Word, OutcomeOf(operation), null, null, failures);
        }

        var difference = OperationDifference.Between(operation, usual) ?? InterruptedOnly(operation, usual);
        var areDone = operation.State == OperationState.Done && usual.State == OperationState.Done;
        var bytes = difference is not null && areDone ? DifferingBytes.Between(operation, usual) : [];
        var (outcome, without) = (OutcomeOf(operation), OutcomeOf(usual));
        if (outcome == without && bytes is [var first, ..])
        {
            (outcome, without) = ($"{outcome}, {first.Of(first.Seen)}", $"{without}, {first.Of(first.Usual)}");
        }

        return new ComparedOperation(operation.Name, operation.Operation.Word, outcome, without, difference, failures) { Bytes = bytes };
    }

    private static string? InterruptedOnly(OperationRecord operation, OperationRecord usual) =>
        operation.State == OperationState.Interrupted && usual.State != OperationState.Interrupted ? "did not come to its end: the machine stopped" : null;

    private static string OutcomeOf(OperationRecord operation) => operation.State switch
    {
        OperationState.Done when operation.Status is { } status => string.Create(
            CultureInfo.InvariantCulture, $"{status}{(operation.Information > 0 ? $", Information {operation.Information}" : string.Empty)}"),
        OperationState.Done => "done",
        OperationState.Pending => "pending",
        OperationState.Skipped => $"skipped: {operation.Note}",
        OperationState.CheckFailed => $"failed: {operation.Note}",
        OperationState.Unjudged => $"not judged: {operation.Note}",
        _ => "interrupted",
    };
}
