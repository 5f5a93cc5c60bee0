using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>The operations of a run that met a fault, and the statuses with which they may fail because of it.</summary>
internal sealed class FaultedOperations
{
    private readonly RunObservation _run;
    private readonly bool _memoryIsShort;
    private readonly HashSet<uint> _legal = [NTSTATUS.STATUS_INSUFFICIENT_RESOURCES.Value];

    public FaultedOperations(RunObservation run)
    {
        _run = run;
        _memoryIsShort = run.Plan.Variation.Limits != new SystemLimits();
        foreach (var injection in run.Injections.Where(i => ShapeWords.HasStatus(i.Shape)))
        {
            _legal.Add(injection.Status.Value);
        }

        foreach (var shortage in run.Shortages)
        {
            _legal.Add(shortage.Ddi.Failure.Status.Value);
        }
    }

    /// <summary>Did it meet a fault between its beginning and its end? With the machine's limits lowered, any may have.</summary>
    public bool Met(OperationRecord operation) => _memoryIsShort || HasInjection(operation);

    /// <summary>
    /// May an event that nobody gets the status of have been lost to a fault? With the machine's limits lowered that is known as long as every
    /// call that failed is.
    /// </summary>
    public bool MayHaveLost(OperationRecord operation) => HasInjection(operation)
        || (_memoryIsShort && (_run.RealFailures > _run.Shortages.Length || _run.Shortages.Any(s => IsIn(operation, s.Operation, s.CallNumber))));

    private bool HasInjection(OperationRecord operation)
    {
        foreach (var injection in _run.Injections)
        {
            if (IsIn(operation, injection.Operation, injection.CallNumber))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(OperationRecord operation, int index, long call) => index == operation.Index
        || (call > operation.FirstCall && call <= (operation.State == OperationState.Pending ? long.MaxValue : operation.LastCall));

    /// <summary>
    /// Does it say that nothing was done? STATUS_DEVICE_BUSY does, though by its severity it is a warning
    /// (harness/docs/facts/ntstatus.md#statuses-that-are-no-failures).
    /// </summary>
    public static bool IsRefusal(NTSTATUS status) => status.IsError || status == NTSTATUS.STATUS_DEVICE_BUSY;

    /// <summary>True if an operation that met a fault may fail with this status.</summary>
    public bool MayFailWith(NTSTATUS status) =>
        _legal.Contains(status.Value) || ExpectationSet.Permits(_run.Plan.Scenario, _run.Plan.Driver.Name, status);

    /// <summary>True if an operation gets its status. No operation waits for what an interrupt or a timer began.</summary>
    public static bool CanReport(Operation operation) => operation is not (InterruptOperation or SystemEventOperation or AdvanceOperation or WaitOperation);
}
