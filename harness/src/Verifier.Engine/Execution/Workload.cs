using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>Plays a scenario's operations in order and keeps a record of each.</summary>
internal sealed class Workload
{
    private readonly Machine _machine;
    private readonly Plan _plan;
    private readonly InterceptionLayer _layer;
    private readonly Trace _trace;
    private readonly List<OperationRecord> _records = [];
    private readonly DriverLife _life;
    private readonly Requests _requests;
    private readonly Pressure _pressure;
    private readonly SystemEvents _events;
    private readonly WorkloadData _data;
    private readonly WorkloadNumbering _numbering;
    private readonly int[] _occurrences;
    private readonly Repetition _repetition;
    private readonly bool _isVaried;

    public Workload(Machine machine, Plan plan, InterceptionLayer layer, Trace trace, bool keepsKernelState = false)
    {
        _machine = machine;
        _plan = plan;
        _layer = layer;
        _trace = trace;
        _life = new DriverLife(machine, plan.Driver, layer) { KeepsKernelState = keepsKernelState };
        _data = new WorkloadData(plan.Seed);
        _requests = new Requests(machine, _life, _data, this);
        _pressure = new Pressure(machine);
        _events = new SystemEvents(machine);
        _numbering = plan.Numbering;
        _occurrences = new int[_numbering.Count];
        _repetition = new Repetition(plan, layer, this);
        _isVaried = plan.Variation is not { LeftOut.IsEmpty: true, Cut.IsEmpty: true, Probed: null };
    }

    /// <summary>True to count what the driver holds at the end of each operation, not only of the probed one.</summary>
    public bool CountsHoldings { get; init; }

    /// <summary>True to do every round of every spike, even those that change nothing.</summary>
    public bool DoesEverySpike
    {
        init => _pressure.Coalesces = !value;
    }

    /// <summary>The operations tried so far.</summary>
    public ImmutableArray<OperationRecord> Records => [.. _records];

    /// <summary>The censuses taken so far.</summary>
    public IEnumerable<Census> Censuses => _life.Censuses;

    /// <summary>The driver's latest image; null before the first load.</summary>
    public DriverImage? Image => _life.Image;

    /// <summary>The number of loads of the driver.</summary>
    public int Loads => _life.Loads;

    /// <summary>The number of its unloads.</summary>
    public int Unloads => _life.Unloads;

    public void Play()
    {
        foreach (var operation in _plan.Scenario.Workload)
        {
            _repetition.BeforeStep(operation);
            Play(operation);
        }

        _repetition.AtEnd();
        if (_plan.Variation.Echoes > 0)
        {
            WindUp();
        }
    }

    /// <summary>
    /// Cleanup, removal and unload of what the script leaves open: what the driver holds after that it holds for ever.
    /// </summary>
    private void WindUp()
    {
        _layer.Suspend();
        _machine.Gate.BeginBudget();
        _requests.CloseAll();
        Settle();
        foreach (var operation in new Operation[] { new RemoveOperation(), new UnloadOperation() })
        {
            PlayAgain(operation, new OperationId(_numbering.Count, 1), OperationRole.WindUp);
        }

        _layer.Resume();
    }

    /// <summary>The name that reports give the operation with this index.</summary>
    public string NameOf(int index) => _records[index].Name;

    /// <summary>The identity of the operation with this index: a place in the script, and which execution of it.</summary>
    public OperationId IdOf(int index) => _records[index].Id;

    /// <summary>Most bytes that a transfer may ask for, whatever its script says.</summary>
    public int MostBytesOf(int index)
    {
        if (_isVaried && _records[index] is { Role: OperationRole.Script, Id: var id })
        {
            foreach (var cut in _plan.Variation.Cut)
            {
                if (cut.Id == id)
                {
                    return cut.Bytes;
                }
            }
        }

        return int.MaxValue;
    }

    /// <summary>The latest record of the operation with this name; null when it has not been tried.</summary>
    public OperationRecord? Latest(string name) => _records.FindLast(r => r.Name == name);

    /// <summary>Replaces a record when its request completes later.</summary>
    public void Complete(int index, StepResult result)
    {
        _records[index] = With(_records[index], result);
        if (CountsHoldings || (_records[index].Id == _plan.Variation.Probed && _layer.Failures.Injections.Count > 0))
        {
            _records[index] = _records[index] with { Held = Holdings.Take(_machine, _life.Image) };
        }

        NoteEnd(_records[index]);
    }

    /// <summary>Plays operations one after the other in the current thread.</summary>
    public void PlayAll(ImmutableArray<Operation> operations)
    {
        foreach (var operation in operations)
        {
            Play(operation);
        }
    }

    /// <summary>Begins an operation that is recorded: gives it an index and makes it the current one.</summary>
    public int Begin(Operation operation)
    {
        var node = _numbering.Of(operation);
        return Begin(operation, new OperationId(node, ++_occurrences[node]), OperationRole.Script);
    }

    /// <summary>Plays an operation once more, besides what the script says.</summary>
    public OperationRecord PlayAgain(Operation operation, OperationId id, OperationRole role)
    {
        var index = Begin(operation, id, role);
        Complete(index, Perform(operation, index));
        Settle();
        return _records[index];
    }

    private int Begin(Operation operation, OperationId id, OperationRole role)
    {
        var index = _records.Count;
        var name = NameFor(operation, index, role);
        _records.Add(new OperationRecord
        {
            Index = index,
            Id = id,
            Role = role,
            Operation = operation,
            Name = name,
            State = OperationState.Interrupted,
            FirstCall = _machine.Gate.Calls,
            ShortagesBefore = _machine.Shortages,
        });
        _machine.Scheduler.Current.Activity = index;
        _machine.Gate.BeginBudget();
        _layer.Operations.Begin(name, id);
        _trace.Note(_machine, TraceEventKind.OperationBegin, name, [(ulong)index], null);
        return index;
    }

    private void Play(Operation operation)
    {
        switch (operation)
        {
            case RepeatOperation repeat:
                for (var i = 0; i < repeat.Times; i++)
                {
                    PlayAll(repeat.Body);
                }

                break;
            case BurstOperation burst:
                _requests.Burst(burst);
                break;
            case ParallelOperation parallel:
                PlayParallel(parallel);
                break;
            default:
                PlayOne(operation);
                break;
        }
    }

    private void PlayOne(Operation operation)
    {
        var index = Begin(operation);
        if (LeavesOut(index))
        {
            return;
        }

        var pointsBefore = _layer.Interceptable;
        Complete(index, Perform(operation, index));
        Settle();
        Repeat(index, pointsBefore);
    }

    /// <summary>Is this operation to be left out? Then it is over.</summary>
    public bool LeavesOut(int index)
    {
        if (!_isVaried || !_plan.Variation.LeftOut.Contains(_records[index].Id))
        {
            return false;
        }

        _data.Skip(_records[index].Operation, _records[index].Id);
        if (_records[index].Operation is StartOperation start)
        {
            _life.LeaveOutStart(start);
        }

        Complete(index, StepResult.Skipped("left out"));
        _repetition.AfterLeftOut(_records[index]);
        return true;
    }

    /// <summary>Does an operation that has ended once more, if the plan says so.</summary>
    public void Repeat(int index, long pointsBefore = 0)
    {
        if (_isVaried)
        {
            _repetition.After(_records[index], pointsBefore);
        }
    }

    // Numbers count the script's operations only, so that one that is done again moves no names.
    private string NameFor(Operation operation, int index, OperationRole role)
    {
        if (role != OperationRole.Script)
        {
            return $"{operation.Name ?? operation.Word} again";
        }

        // Put together by hand: every operation of every run comes here.
        return operation.Name ?? string.Concat(operation.Word, " #", (index + 1 - _repetition.Done).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>After each operation whatever is ready runs, but no time passes.</summary>
    private void Settle()
    {
        _machine.Scheduler.Yield();
        _requests.NoteCompleted();
        _life.TakeDueCensus();
    }

    private StepResult Perform(Operation operation, int index) => operation switch
    {
        LoadOperation => _life.Load(index),
        UnloadOperation unload => _life.Unload(unload, index),
        StartOperation or StopOperation or QueryStopOperation or CancelStopOperation or QueryRemoveOperation or CancelRemoveOperation
            or RemoveOperation or SurpriseRemoveOperation => _life.Pnp(operation, index),
        PowerOperation power => _life.Power(power),
        WmiOperation wmi => _life.Wmi(wmi, _data.Bytes(wmi.Input, IdOf(index)).ToArray()),
        SystemEventOperation one => _events.Raise(one),
        InterruptOperation interrupt => _life.Interrupt(interrupt, _data),
        OpenOperation open => _requests.Open(open),
        CloseOperation close => _requests.Close(close),
        RequestOperation request => _requests.Send(request, index),
        CancelOperation cancel => _requests.Cancel(cancel),
        WaitOperation wait => _requests.Wait(wait),
        CheckOperation check => OperationCheck.Evaluate(check, Latest(check.Operation), new WorkloadData(_plan.Seed)),
        AdvanceOperation advance => Advance(advance),
        PressureOperation pressure => _pressure.Apply(pressure),
        FaultSuspendOperation => Suspend(),
        FaultResumeOperation => Resume(),
        _ => throw new NotSupportedException($"The workload word \"{operation.Word}\" is not played yet."),
    };

    private StepResult Advance(AdvanceOperation advance)
    {
        _machine.Scheduler.Wait(WaitRequest.Until(_machine.Clock.Now + advance.By.Ticks));
        return StepResult.Done;
    }

    private StepResult Suspend()
    {
        _layer.Suspend();
        return StepResult.Done;
    }

    private StepResult Resume()
    {
        _layer.Resume();
        return StepResult.Done;
    }

    private void PlayParallel(ParallelOperation parallel)
    {
        var left = parallel.Threads.Length;
        foreach (var operations in parallel.Threads)
        {
            var thread = _machine.Scheduler.Create("application", isSystem: false, () =>
            {
                PlayAll(operations);
                left--;
            });
            _requests.Inherit(thread.Id, _machine.Scheduler.Current.WorkloadThread);
        }

        _machine.Scheduler.Wait(WaitRequest.For("the threads of \"parallel\" to end", () => left == 0));
    }

    private OperationRecord With(OperationRecord record, StepResult result) => record with
    {
        LastCall = _machine.Gate.Calls,
        RanShort = _machine.Shortages > record.ShortagesBefore,
        IsRenumbered = result.Status is { IsError: true } && record.Operation is OpenOperation open && _machine.Io.Names.IsRenumbered(open.Device),
        State = result.State,
        Status = result.Status,
        Information = result.Information,
        Output = [.. result.Output],
        Note = result.Note,
    };

    private void NoteEnd(OperationRecord record)
    {
        ulong output = 0;
        foreach (var b in record.Output)
        {
            output = unchecked((output * 31) + b);
        }

        _trace.Note(_machine, TraceEventKind.OperationEnd, record.Name, [record.Status?.Value ?? 0, record.Information, output], _trace.KeepsEvents ? EndText(record) : null);
    }

    private static string EndText(OperationRecord record) =>
        record.State == OperationState.Done ? record.Status?.ToString() ?? "done" : $"{record.State}: {record.Note}";
}
