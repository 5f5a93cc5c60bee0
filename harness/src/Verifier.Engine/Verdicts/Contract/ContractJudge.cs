using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// The two legal outcomes (ARCHITECTURE.md D6): an operation that met a fault gives what it gives without (absorbed), or fails with the failure's
/// status and has no effect (propagated): everything else must then be as in a run in which it was never asked for. One that later operations
/// need is done again at once; if it succeeds, everything else must be as in a run in which it succeeds the first time. The first breach of a
/// run is its finding; what follows are consequences. Not checked: what no operation of the workload can see.
/// </summary>
internal sealed class ContractJudge(Baselines baselines)
{
    /// <summary>Judges a run that did not stop.</summary>
    public ContractVerdict Judge(RunObservation run)
    {
        var faulted = new FaultedOperations(run);
        var propagated = new List<OperationRecord>();
        var unreported = new List<OperationRecord>();
        var absorbed = 0;
        var end = FailedRestart(run);
        foreach (var operation in run.Operations.Where(o => o.Role == OperationRole.Script && faulted.Met(o) && LaterOperations.IsBefore(o, end)))
        {
            // Data may be dropped there, as a network driver does.
            if (!FaultedOperations.CanReport(operation.Operation))
            {
                unreported.AddRange(faulted.MayHaveLost(operation) ? [operation] : []);
            }
            else if (operation is not { State: OperationState.Done, Status: { } status }
                || !FaultedOperations.IsRefusal(status) || IsUsual(operation, status, faulted))
            {
                absorbed += run.Injections.Any(i => i.Operation == operation.Index) ? 1 : 0;
            }
            else if (faulted.MayFailWith(status))
            {
                propagated.Add(operation);
            }
            else
            {
                return new ContractVerdict(ContractBreach.WrongStatus(run, operation), absorbed, propagated.Count);
            }
        }

        return new ContractVerdict(Breach(run, faulted, propagated, unreported, end), absorbed, propagated.Count);
    }

    // A device whose START_DEVICE fails is removed (harness/docs/facts/io.md#pnp-requests). That this holds for a restart too, and that
    // every handle to the device dies with it, is our choice (FIDELITY.md): what follows has no counterpart in a run without the fault.
    private static OperationRecord? FailedRestart(RunObservation run)
    {
        var isStarted = false;
        foreach (var operation in run.Operations.Where(o => o.Role == OperationRole.Script))
        {
            switch (operation)
            {
                case { Operation: StartOperation, Status.IsError: true } when isStarted:
                    return operation;
                case { Operation: StartOperation }:
                    isStarted = true;
                    break;
                case { Operation: RemoveOperation or LoadOperation or UnloadOperation }:
                    isStarted = false;
                    break;
            }
        }

        return null;
    }

    private bool FailsAnyway(OperationRecord operation) =>
        baselines.Golden.Operations.FirstOrDefault(o => o.Id == operation.Id) is { Status.IsError: true };

    private bool IsUsual(OperationRecord operation, NTSTATUS status, FaultedOperations faulted) =>
        !faulted.MayFailWith(status) && baselines.Golden.Operations.FirstOrDefault(o => o.Id == operation.Id)?.Status == status;

    private Finding? Breach(
        RunObservation run, FaultedOperations faulted, List<OperationRecord> propagated, List<OperationRecord> unreported, OperationRecord? end)
    {
        var leftOut = new List<OperationId>();
        foreach (var operation in propagated)
        {
            var probe = run.Operations.FirstOrDefault(o => o.Role == OperationRole.Probe && o.Id == operation.Id);
            var isMadeGood = Repetition.IsNeededLater(operation.Operation) && probe is { Status.IsError: false };
            if (Repetition.IsNeededLater(operation.Operation) && probe is { Status.IsError: true } && !FailsAnyway(operation))
            {
                return ContractBreach.NotRecovered(run, operation, probe);
            }

            if (!isMadeGood)
            {
                leftOut.Add(operation.Id);
            }
        }

        var probed = run.Plan.Variation.Probed is { } id && !IsNeededLater(run, id) ? id : default(OperationId?);
        var later = new LaterOperations(run, faulted, propagated, [.. propagated.Where(o => leftOut.Contains(o.Id))], end);
        var partial = new PartialTransfers(run, faulted, baselines.Golden);
        leftOut.AddRange(partial.Nothing);
        var breach = DifferenceFrom(leftOut);
        if (breach is null || unreported.Count == 0)
        {
            return breach;
        }

        // Events may have been dropped whole. In part, a single one leaves the statuses of later operations as they were; of several nobody can
        // say which were, but for none of them do later operations fail that met no fault themselves.
        var dropped = baselines.Without([.. leftOut, .. unreported.Select(o => o.Id)], probed, cut: partial.Cut);
        if (dropped.Stop is not null || later.DifferenceFrom(dropped) is null)
        {
            return null;
        }

        return DifferenceFrom(leftOut, unreported.Count == 1 && run.Injections.Length <= 1
            ? LaterOperations.EndsAlike
            : later.IsNotRefusedWithout(dropped));

        Finding? DifferenceFrom(List<OperationId> without, Func<OperationRecord, OperationRecord, bool>? isExcused = null)
        {
            var reference = baselines.Without([.. without], probed, cut: partial.Cut);
            return reference.Stop is null && partial.AreComparable(reference) ? later.DifferenceFrom(reference, isExcused) : null;
        }
    }

    private static bool IsNeededLater(RunObservation run, OperationId id) =>
        run.Operations.FirstOrDefault(o => o.Id == id) is { } operation && Repetition.IsNeededLater(operation.Operation);
}
