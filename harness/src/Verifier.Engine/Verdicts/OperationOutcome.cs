using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Verdicts;

/// <summary>What became of a fault in the operation that met it.</summary>
public enum OperationOutcome
{
    /// <summary>No fault was injected during the operation.</summary>
    NotFaulted,

    /// <summary>The operation succeeded all the same.</summary>
    Absorbed,

    /// <summary>The operation failed with the status of the failure.</summary>
    Propagated,

    /// <summary>The operation failed with another status.</summary>
    Wrong,

    /// <summary>The machine stopped, or the request never completed.</summary>
    Unfinished,
}

/// <summary>Judges operations one by one.</summary>
public static class OperationOutcomes
{
    /// <summary>What became of the faults injected during an operation.</summary>
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
