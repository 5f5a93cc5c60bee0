using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>
/// Does the plan's probed operation once more: with its fault (echoes, at once), or without faults (a probe). A probe of what the later
/// operations need comes at once, if it failed; any other before the first step that ends something, so that it sees what the later
/// operations left.
/// </summary>
internal sealed class Repetition(Plan plan, InterceptionLayer layer, Workload workload)
{
    private Operation? _toProbe;
    private OperationId _id;

    /// <summary>Operations done so far besides the script's.</summary>
    public int Done { get; private set; }

    /// <summary>After an operation of the script; <paramref name="pointsBefore"/> fault points had come before it.</summary>
    public void After(OperationRecord record, long pointsBefore)
    {
        if (record.Id != plan.Variation.Probed || record.Role != OperationRole.Script)
        {
            return;
        }

        if (plan.Variation.Echoes > 0)
        {
            if (CanBeEchoed(record))
            {
                Echo(record, pointsBefore);
            }
        }
        else if (IsNeededLater(record.Operation))
        {
            if (record.Status is { IsError: true })
            {
                Probe(record.Operation, record.Id);
            }
        }
        else
        {
            Remember(record);
        }
    }

    /// <summary>Before a step of the script's first level.</summary>
    public void BeforeStep(Operation next)
    {
        if (EndsSomething(next))
        {
            AtEnd();
        }
    }

    /// <summary>A probe that found no place before.</summary>
    public void AtEnd()
    {
        if (_toProbe is { } operation)
        {
            _toProbe = null;
            Probe(operation, _id);
        }
    }

    /// <summary>An operation that was left out is probed like one that failed.</summary>
    public void AfterLeftOut(OperationRecord record)
    {
        if (record.Id == plan.Variation.Probed && !IsNeededLater(record.Operation))
        {
            Remember(record);
        }
    }

    /// <summary>True if later operations make no sense without this one.</summary>
    public static bool IsNeededLater(Operation operation) => operation is LoadOperation or StartOperation or OpenOperation;

    /// <summary>True if the operation can be done a second time with the same meaning.</summary>
    public static bool CanBeDoneAgain(Operation operation) => IsNeededLater(operation) || operation is RequestOperation { Overlapped: false } or WmiOperation;

    /// <summary>
    /// True if it can be done again with its fault. START_DEVICE and DriverEntry cannot: the system does not send them twice, and a census follows
    /// when they fail. An open that succeeds gives a handle that the script does not close.
    /// </summary>
    public static bool CanBeEchoed(OperationRecord record) => CanBeDoneAgain(record.Operation)
        && (!IsNeededLater(record.Operation) || record is { Operation: OpenOperation, Status.IsError: true });

    private static bool EndsSomething(Operation operation) => operation is CloseOperation or StopOperation or QueryStopOperation
        or QueryRemoveOperation or RemoveOperation or SurpriseRemoveOperation or UnloadOperation;

    private void Remember(OperationRecord record) => (_toProbe, _id) = (record.Operation, record.Id);

    private void Probe(Operation operation, OperationId id)
    {
        layer.Suspend();
        Done++;
        workload.PlayAgain(operation, id, OperationRole.Probe);
        layer.Resume();
    }

    private void Echo(OperationRecord record, long pointsBefore)
    {
        var points = layer.Recorder!.Points;
        var failed = points.Find(p => plan.Variation.Points is [var first, ..] && p.Ordinal == first.Ordinal);
        var occurrence = points.Count(p => p.Site == failed?.Site && p.Ordinal > pointsBefore && p.Ordinal <= failed.Ordinal);
        for (var i = 0; i < plan.Variation.Echoes; i++)
        {
            // By site, not by position: what the failure left behind may save a call the next time.
            layer.Rules.FailAgain(failed?.Site ?? 0, occurrence);

            Done++;
            workload.PlayAgain(record.Operation, record.Id, OperationRole.Echo);
            layer.Rules.FailNoMore();
        }
    }
}
