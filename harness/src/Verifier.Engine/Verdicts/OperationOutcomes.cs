using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Verdicts;

/// <summary>Judges operations one by one.</summary>
public static class OperationOutcomes
{
    /// <summary>The outcome of the faults that were injected during an operation.</summary>
    public static OperationOutcome Of(RunObservation run, OperationRecord operation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(operation);
        var faults = run.Injections.Where(i => i.Operation == operation.Index).ToList();
        if (faults.Count == 0)
        {
            return OperationOutcome.NotFaulted;
        }

        if (operation.State is OperationState.Interrupted or OperationState.Pending)
        {
            return OperationOutcome.Unfinished;
        }

        if (operation.Status is not { IsError: true } status)
        {
            return OperationOutcome.Absorbed;
        }

        var isFailuresOwn = status == NTSTATUS.STATUS_INSUFFICIENT_RESOURCES || faults.Exists(f => f.Shape is FailureShape.Status or FailureShape.Raise or FailureShape.QuotaExceeded && f.Status == status)
            || ExpectationSet.Permits(run.Plan.Scenario, run.Plan.Driver.Name, status);
        return isFailuresOwn ? OperationOutcome.Propagated : OperationOutcome.Wrong;
    }
}
