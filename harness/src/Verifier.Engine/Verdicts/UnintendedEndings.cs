using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>Operations that were skipped or ended with a status that the script does not name.</summary>
internal static class UnintendedEndings
{
    /// <summary>Those of a run, in the order in which they were tried.</summary>
    public static IEnumerable<OperationRecord> Of(RunObservation run) => run.Operations.Where(o => o.Role == OperationRole.Script && IsUnintended(run, o));

    /// <summary>May a fault of the script, or the short memory that it asks for, have caused how an operation ended? All that comes after one may.</summary>
    public static bool MayBeCaused(RunObservation run, OperationRecord operation)
    {
        if (run.Injections.Any(i => i.CallNumber <= operation.LastCall))
        {
            return true;
        }

        return MakesMemoryShort(run) && (run.Shortages.Any(s => s.CallNumber <= operation.LastCall)
            || run.Operations.Any(o => o.Index <= operation.Index && o.RanShort));
    }

    /// <summary>Describes an operation's end, in a sentence without a full stop.</summary>
    public static string Describe(OperationRecord operation) => operation.State == OperationState.Skipped
        ? $"{Place(operation)} was skipped: {operation.Note}"
        : $"{Place(operation)} ended with {operation.Status}";

    /// <summary>Says what to change in the script, in a sentence without a full stop.</summary>
    public static string Advice(OperationRecord operation)
    {
        if (operation.State == OperationState.Skipped)
        {
            return "the scenario tests less than it says: mend what comes before it, or leave it out";
        }

        return operation.Operation.AllowedStatuses.IsEmpty
            ? $"the scenario tests less than it says: mend it, or write 'status: {operation.Status}' into it if that is meant"
            : $"the script says 'status: {string.Join(" or ", operation.Operation.AllowedStatuses.Select(s => s.Text))}': mend the one or the other";
    }

    private static string Place(OperationRecord operation) => operation.Operation.Source.Line > 0
        ? FormattableString.Invariant($"{operation.Name} (line {operation.Operation.Source.Line})")
        : operation.Name;

    private static bool IsUnintended(RunObservation run, OperationRecord operation) => operation.State switch
    {
        OperationState.Skipped => !run.Plan.Variation.LeftOut.Contains(operation.Id),
        OperationState.Done when operation.Status is { } status => operation.Operation.AllowedStatuses is { IsEmpty: false } allowed
            ? !allowed.Any(s => s.Value == status.Value)
            : FaultedOperations.IsRefusal(status) && !IsAskedFor(run, operation, status),
        _ => false,
    };

    // A check that names the status says as well that it is meant.
    private static bool IsAskedFor(RunObservation run, OperationRecord operation, NTSTATUS status) => run.Operations.Any(o =>
        o is { Operation: CheckOperation check, State: OperationState.Done } && o.Index > operation.Index
        && check.Operation == operation.Name && check.Statuses.Any(s => s.Value == status.Value));

    private static bool MakesMemoryShort(RunObservation run) =>
        run.Plan.Scenario.System is not { NonpagedPool: null, PagedPool: null, SystemPtes: null, MapRegisters: null }
        || run.Plan.Variation.Limits != new SystemLimits()
        || run.Operations.Any(o => o.Operation is PressureOperation and not PressureTrimOperation);
}
