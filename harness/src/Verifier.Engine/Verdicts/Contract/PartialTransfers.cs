using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// Reads and writes of a run that met a fault and transferred fewer bytes than asked for, as the script allows by <c>at-least</c>. All else must be
/// as in a run in which the caller asked for no more than was transferred.
/// </summary>
internal sealed class PartialTransfers
{
    /// <summary>Finds them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="faulted">Those of its operations that met a fault.</param>
    /// <param name="golden">The run without faults.</param>
    public PartialTransfers(RunObservation run, FaultedOperations faulted, RunObservation golden)
    {
        var all = run.Operations.Where(o => o.Role == OperationRole.Script && IsPartial(o) && faulted.Met(o) && !IsUsual(o, golden)).ToList();
        Cut = [.. all.Where(o => o.Information > 0).Select(o => new CutTransfer(o.Id, (int)o.Information))];
        Nothing = [.. all.Where(o => o.Information == 0).Select(o => o.Id)];
    }

    /// <summary>Those that transferred something, and how much.</summary>
    public ImmutableArray<CutTransfer> Cut { get; }

    /// <summary>Those that transferred nothing.</summary>
    public ImmutableArray<OperationId> Nothing { get; }

    /// <summary>
    /// True if a run in which they are cut short transfers as much. If not, as when a device takes whole records only, that run says nothing about
    /// this one.
    /// </summary>
    public bool AreComparable(RunObservation reference) => Cut.All(cut => reference.Operations.Any(
        o => o.Id == cut.Id && o is { Role: OperationRole.Script, Status.IsError: false } && o.Information == (ulong)cut.Bytes));

    private static bool IsPartial(OperationRecord operation) =>
        operation is { State: OperationState.Done, Status.IsError: false, Operation: TransferOperation { AtLeast: { } least } transfer }
        && operation.Information >= (ulong)least && operation.Information < (ulong)transfer.Asked;

    // The end of the data is reached without the fault too.
    private static bool IsUsual(OperationRecord operation, RunObservation golden) =>
        golden.Operations.FirstOrDefault(o => o.Id == operation.Id)?.Information == operation.Information;
}
