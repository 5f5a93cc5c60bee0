using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>The findings that a breach of the contract makes, in words.</summary>
internal static class ContractBreach
{
    public static Finding WrongStatus(RunObservation run, OperationRecord operation)
    {
        var status = operation.Status!.Value;
        var finding = Make(
            run,
            FindingKind.WrongStatus,
            operation,
            CauseOf(run, operation),
            $"the operation returned {status} instead of STATUS_INSUFFICIENT_RESOURCES",
            $"{NTSTATUS.STATUS_INSUFFICIENT_RESOURCES} is what a driver returns when memory is short; {status} hides that from its caller.");
        return finding with { Status = status };
    }

    public static Finding Swallowed(RunObservation run, OperationRecord operation, string difference) => Make(
        run,
        FindingKind.Swallowed,
        operation,
        CauseOf(run, operation),
        $"{operation.Name} did not fail, but {difference}",
        "An operation either gives what it gives without the fault, or fails with STATUS_INSUFFICIENT_RESOURCES.");

    public static Finding NotRecovered(RunObservation run, OperationRecord failed, OperationRecord probe) => Make(
        run,
        FindingKind.NotRecovered,
        failed,
        CauseOf(run, failed),
        $"{failed.Name} failed, and done again with memory back it still returns {probe.Status}",
        "The failure must leave the driver as it was, so that the same operation succeeds when memory is there again.");

    /// <summary>An operation that met no fault went otherwise than it should.</summary>
    /// <param name="run">The run.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="difference">The difference from that of the reference run.</param>
    /// <param name="blamed">Operations that failed as they may; the first before the operation is named.</param>
    /// <param name="isMadeGood">They succeeded when they were done again, so the reference run has them.</param>
    /// <param name="faulted">The operations that met a fault.</param>
    /// <param name="isLasting">All later operations of its kind fail too.</param>
    public static Finding Afterwards(
        RunObservation run,
        OperationRecord operation,
        string difference,
        List<OperationRecord> blamed,
        bool isMadeGood,
        FaultedOperations faulted,
        bool isLasting)
    {
        var cause = CauseText.LastBefore(run, operation.Index);
        var (kind, what, why) = blamed.Find(p => p.Index < operation.Index) is { } failed
            ? AfterFailure(failed.Name, isMadeGood, operation, difference, faulted)
            : WithoutFailure(operation, difference, isLasting);
        return Make(run, kind, operation, cause, what, why);
    }

    private static (FindingKind Kind, string What, string Why) WithoutFailure(OperationRecord operation, string difference, bool isLasting) => isLasting
        ? (FindingKind.Degraded,
            $"the driver went on, but from then on {operation.Name} and its like fail: {operation.Name} {difference}",
            "A driver that goes on without something must get it later, or say that it failed.")
        : (FindingKind.Swallowed,
            $"the operation did not fail, but afterwards {operation.Name} {difference}",
            "The effect of an operation that succeeds is there, or the operation fails.");

    private static (FindingKind Kind, string What, string Why) AfterFailure(
        string failed, bool isMadeGood, OperationRecord operation, string difference, FaultedOperations faulted)
    {
        var stillFails = operation.Status is { } status && FaultedOperations.IsRefusal(status)
            && (operation.Role == OperationRole.Probe || faulted.MayFailWith(status) || !status.IsError);
        return stillFails
            ? (FindingKind.NotRecovered,
                $"{failed} failed as it may, but with memory back {operation.Name} {difference}",
                "The failure must leave the driver as it was, so that it goes on serving.")
            : (FindingKind.StateLost,
                $"{failed} failed as it may, but it was not without effect: afterwards {operation.Name} {difference}",
                isMadeGood
                    ? $"{failed} succeeded when it was done again. Compared with a run in which it succeeds the first time."
                    : $"Compared with a run in which {failed} was never asked for.");
    }

    private static Injection? CauseOf(RunObservation run, OperationRecord operation) =>
        run.Injections.LastOrDefault(i => i.Operation == operation.Index || (i.CallNumber > operation.FirstCall && i.CallNumber <= operation.LastCall)) ?? CauseText.LastBefore(run, operation.Index);

    private static Finding Make(RunObservation run, FindingKind kind, OperationRecord operation, Injection? cause, string what, string why) => new()
    {
        Kind = kind,
        Title = $"{CauseText.Of(run, cause)}: {what}.",
        What = $"{what}.",
        Details = [why],
        Operation = operation.Name,
        Cause = cause,
        Ddi = cause?.Ddi.Name ?? string.Empty,
    };
}
