using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>The operations of a run, compared one by one with those of a run that has no fault.</summary>
/// <param name="run">The run.</param>
/// <param name="faulted">Which of its operations met a fault.</param>
/// <param name="propagated">Those that failed as they may; they are not compared.</param>
/// <param name="unhealed">Those of them that did not succeed when they were done again at once.</param>
/// <param name="end">The last operation that is compared; null for all.</param>
internal sealed class LaterOperations(
    RunObservation run, FaultedOperations faulted, List<OperationRecord> propagated, List<OperationRecord> unhealed, OperationRecord? end)
{
    /// <summary>True if the operation is over before the comparison of a run ends.</summary>
    public static bool IsBefore(OperationRecord operation, OperationRecord? end) =>
        end is null || operation == end || (operation.Index < end.Index && operation.LastCall <= end.FirstCall);

    /// <summary>True if both end the same way; their results may differ.</summary>
    public static bool EndsAlike(OperationRecord seen, OperationRecord reference) => seen.State == reference.State && seen.Status == reference.Status;

    /// <summary>Excuses everything but an operation that met no fault, is refused, and is not refused in either run without faults.</summary>
    public Func<OperationRecord, OperationRecord, bool> IsNotRefusedWithout(RunObservation dropped)
    {
        var others = dropped.Operations.ToLookup(o => (o.Id, o.Role));
        return (seen, reference) => faulted.Met(seen) || !IsRefused(seen) || IsRefused(reference) || others[(seen.Id, seen.Role)].Any(IsRefused);
    }

    /// <summary>The finding that the first difference makes; null when there is none.</summary>
    public Finding? DifferenceFrom(RunObservation reference, Func<OperationRecord, OperationRecord, bool>? isExcused = null)
    {
        var counterparts = reference.Operations.ToLookup(o => (o.Id, o.Role));
        foreach (var operation in run.Operations.Where(o => IsBefore(o, end) && !propagated.Contains(o)))
        {
            var counterpart = counterparts[(operation.Id, operation.Role)].FirstOrDefault();
            if (counterpart is null || isExcused?.Invoke(operation, counterpart) == true
                || OperationDifference.Between(operation, counterpart) is not { } difference)
            {
                continue;
            }

            if (IsIncomparable(operation) || IsIncomparable(counterpart))
            {
                return null;
            }

            if (operation.Role == OperationRole.Script && faulted.Met(operation))
            {
                return WithHints(ContractBreach.Swallowed(run, operation, difference), operation, counterpart);
            }

            var isLasting = FailsFromHereOn(operation, counterparts);
            var blamed = BlamedFor(operation);
            var breach = ContractBreach.Afterwards(run, operation, difference, blamed, isMadeGood: blamed != unhealed, faulted, isLasting);
            return WithHints(breach, operation, counterpart);
        }

        return null;
    }

    private static Finding WithHints(Finding breach, OperationRecord seen, OperationRecord reference) =>
        breach with { Details = [.. breach.Details, .. ScriptHint.For(seen, reference)] };

    // A failure that was made good at once is the last to be blamed: an operation that says it absorbed its fault comes first.
    private List<OperationRecord> BlamedFor(OperationRecord operation)
    {
        var hasAbsorbed = run.Operations.Any(
            o => o.Index < operation.Index && o.Role == OperationRole.Script && faulted.Met(o) && !propagated.Contains(o));
        return unhealed.Exists(o => o.Index < operation.Index) ? unhealed : hasAbsorbed ? [] : propagated;
    }

    // Every later operation of the same kind fails too, although it would not without the fault.
    private bool FailsFromHereOn(OperationRecord first, ILookup<(OperationId Id, OperationRole Role), OperationRecord> counterparts) => run.Operations
        .Where(o => o.Index >= first.Index && IsOfOneKind(o.Operation, first.Operation))
        .All(o => IsRefused(o) && counterparts[(o.Id, o.Role)].FirstOrDefault() is { Status: not null } other && !IsRefused(other));

    // The kernel itself had no memory for it, or the device that it opens has another number in this run: from here on the runs have nothing in common.
    private static bool IsIncomparable(OperationRecord operation) => operation.RanShort || operation.IsRenumbered;

    private static bool IsRefused(OperationRecord operation) => operation.Status is { } status && FaultedOperations.IsRefusal(status);

    private static bool IsOfOneKind(Operation one, Operation other) =>
        one.Word == other.Word && (one as ControlOperation)?.Code == (other as ControlOperation)?.Code;
}
