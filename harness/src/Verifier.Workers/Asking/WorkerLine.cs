using Polly;
using Verifier.Engine.Exploration;
using Verifier.Workers.Hosting;
using Verifier.Workers.Messages;
using Verifier.Workers.Running;
using Verifier.Workers.Watching;

namespace Verifier.Workers.Asking;

/// <summary>A job's line to its worker: starts one when there is none, and finds out what became of one that is silent.</summary>
internal sealed class WorkerLine : IDisposable
{
    private readonly WorkerSupply _supply;
    private readonly ResiliencePipeline _start;
    private readonly ResiliencePipeline _send;
    private readonly ResiliencePipeline _wait;
    private Worker? _worker;
    private long _answered;
    private TimeSpan _startTook;
    private (ExplorationTarget Target, GoldenRecord Golden)? _golden;

    /// <summary>Starts nothing yet.</summary>
    public WorkerLine(WorkerSupply supply)
    {
        _supply = supply;
        _start = supply.Pipelines.Start();
        _send = supply.Pipelines.Send();
        _wait = supply.Pipelines.Wait();
    }

    /// <summary>The worker; there is one after <see cref="Open"/>.</summary>
    public Worker Worker => _worker ?? throw new InvalidOperationException("No worker was started.");

    /// <summary>The least time that a run is given.</summary>
    public TimeSpan RunFloor
    {
        get
        {
            var measured = _startTook * _supply.Settings.StartFactor;
            return measured > _supply.Settings.RunFloor ? measured : _supply.Settings.RunFloor;
        }
    }

    /// <summary>The golden run of a target, if it has come to its end here.</summary>
    public GoldenRecord? GoldenOf(ExplorationTarget target) => ReferenceEquals(_golden?.Target, target) ? _golden?.Golden : null;

    /// <summary>Prepares a worker for a target, and returns the target's golden run.</summary>
    /// <exception cref="WorkerFault">No worker, or one that was lost without a run.</exception>
    /// <exception cref="WorkerLost">The golden run lost it.</exception>
    /// <exception cref="TargetException">The worker refuses, for the script or the driver is not the same any more; or the harness fails.</exception>
    public GoldenRecord Open(ExplorationTarget target, CancellationToken stop)
    {
        if (_worker is not null && ReferenceEquals(_worker.Target, target))
        {
            return _golden!.Value.Golden;
        }

        Prepare(target, stop);
        Worker.To.End(MessageKind.Record);
        Send(stop);
        var recorded = Expect(MessageKind.Golden, stop);
        var golden = this.Read(() => CaseMessages.ReadGolden(recorded));
        if (GoldenOf(target) is { } before && before.TraceHash != golden.TraceHash)
        {
            Drop();
            throw new WorkerFault("two golden runs differ: the driver does not do the same each time");
        }

        Worker.Target = target;
        _golden = (target, golden);
        return golden;
    }

    /// <summary>Executes a target's run as its script says, and no other case of it.</summary>
    /// <param name="target">The target.</param>
    /// <param name="account">The account of the run that is wanted.</param>
    /// <param name="stop">Ends the wait and the worker.</param>
    /// <param name="failed">Makes the result, from the reason, if the harness fails in the run; null: an exception.</param>
    /// <exception cref="WorkerFault">No worker, or one that was lost without a run.</exception>
    /// <exception cref="WorkerLost">The run lost it.</exception>
    /// <exception cref="TargetException">The worker refuses: the script or the driver is not the same any more.</exception>
    public T Run<T>(ExplorationTarget target, IRunAccount<T> account, CancellationToken stop, Func<string, T>? failed = null)
    {
        Prepare(target, stop);
        RunMessages.WriteRun(Worker.To, account);
        Send(stop);
        var answer = Next(RunFloor, stop);
        if (answer.Kind == MessageKind.Failed && failed is not null)
        {
            return failed(answer.Text);
        }

        Check(answer, MessageKind.Ran);
        return this.Read(() => RunMessages.ReadRun(answer, account, target.Golden));
    }

    /// <summary>Repeats a target's run that a token was made from.</summary>
    public ReplayAnswer<T> Replay<T>(ExplorationTarget target, ReplayOrder order, IRunAccount<T> account, CancellationToken stop)
    {
        Prepare(target, stop);
        RunMessages.WriteReplay(Worker.To, order, account);
        Send(stop);
        var answer = Expect(MessageKind.Replayed, stop);
        return this.Read(() => RunMessages.ReadReplay(answer, account, target.Golden));
    }

    /// <summary>Executes a task with a target's plan.</summary>
    /// <param name="target">The target.</param>
    /// <param name="task">The task.</param>
    /// <param name="order">The order, as the task writes it.</param>
    /// <param name="allowance">Time that it may take.</param>
    /// <param name="stop">Ends the wait and the worker.</param>
    /// <exception cref="WorkerFault">No worker, or one that was lost without a run.</exception>
    /// <exception cref="WorkerLost">The driver took control.</exception>
    /// <exception cref="TargetException">The worker refuses, or the harness fails.</exception>
    public string Do(ExplorationTarget target, IPlanTask task, string order, TimeSpan allowance, CancellationToken stop)
    {
        Prepare(target, stop);
        Worker.To.Field(task.Name);
        Worker.To.Field(order);
        Worker.To.End(MessageKind.Task);
        Send(stop);
        var answer = Next(allowance > RunFloor ? allowance : RunFloor, stop);
        Check(answer, MessageKind.TaskDone);
        return answer.Text;
    }

    /// <summary>Gives the worker, which is ready for more, back to the supply, for any other job.</summary>
    public void Release()
    {
        if (_worker is { } worker)
        {
            _worker = null;
            _supply.TakeBack(worker);
        }
    }

    /// <summary>Takes a worker from the supply unless the line has one; it may be ready for any target.</summary>
    /// <exception cref="WorkerFault">There is none, or it does not answer.</exception>
    public void Start(CancellationToken stop)
    {
        if (_worker is null)
        {
            try
            {
                var began = _supply.Pipelines.Clock.GetTimestamp();
                _worker = _start.Execute(_ => _supply.Start(), stop);
                _answered = Worker.Progress.Ended;
                if (!Worker.IsReady)
                {
                    Expect(MessageKind.Ready, stop);
                    Worker.IsReady = true;
                }

                _startTook = _supply.Pipelines.Clock.GetElapsedTime(began);
            }
            catch (WorkerFault e)
            {
                throw new WorkerFault(e.Message, e) { IsAtStart = true, Advice = _supply.Settings.Advice };
            }
        }
    }

    /// <summary>Sends what was written to the worker.</summary>
    public void Send(CancellationToken stop)
    {
        try
        {
            _send.Execute(_ => Worker.To.Flush(), stop);
        }
        catch (IOException)
        {
            throw Lost(null);
        }
    }

    /// <summary>The next answer.</summary>
    /// <param name="allowance">Time that it may take.</param>
    /// <param name="stop">Ends the wait and the worker.</param>
    /// <exception cref="WorkerLost">The run that the worker was in lost it.</exception>
    /// <exception cref="WorkerFault">It was lost outside of a run.</exception>
    /// <exception cref="TargetException">It refuses.</exception>
    public MessageReader Next(TimeSpan allowance, CancellationToken stop)
    {
        var answer = Worker.From;
        try
        {
            while (!answer.TryNext())
            {
                if (!_wait.Execute(
                    static (wait, token) => wait.Worker.Listen(wait.allowance, wait.Clock, token), (Worker, allowance, _supply.Pipelines.Clock), stop))
                {
                    throw Lost(null);
                }
            }
        }
        catch (TimeoutException)
        {
            throw Lost(LossOfControl.Spin);
        }
        catch (InvalidDataException e)
        {
            Drop();
            throw new WorkerFault(e.Message, e);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            Drop();
            stop.ThrowIfCancellationRequested();
            throw new WorkerFault($"the pipe to a worker broke: {e.Message}", e);
        }

        _answered += answer.Kind is MessageKind.Ready or MessageKind.Begun ? 0 : 1;
        return answer.Kind switch
        {
            MessageKind.Refused => throw new TargetException(RefusalReason.Request, answer.Text),
            MessageKind.Uncontrolled => throw Uncontrolled(answer.Text),
            _ => answer,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Drop();

    private void Prepare(ExplorationTarget target, CancellationToken stop)
    {
        Start(stop);
        Worker.Target = null;
        OrderMessages.Write(Worker.To, _supply.OrderFor(target));
        Send(stop);
        _supply.Warn(Expect(MessageKind.Opened, stop).Text);
    }

    private MessageReader Expect(MessageKind kind, CancellationToken stop)
    {
        var allowance = kind is MessageKind.Ready or MessageKind.Opened ? _supply.Settings.StartTime : RunFloor;
        var answer = Next(allowance, stop);
        Check(answer, kind);
        return answer;
    }

    private void Check(MessageReader answer, MessageKind kind)
    {
        if (answer.Kind == MessageKind.Failed)
        {
            throw new TargetException(RefusalReason.Harness, $"internal error: {answer.Text}");
        }

        if (answer.Kind != kind)
        {
            Drop();
            throw new WorkerFault($"A worker answered {answer.Kind} when {kind} was asked.");
        }
    }

    // The worker itself saw what the driver did, at the end of the first run without an answer.
    private WorkerLost Uncontrolled(string how)
    {
        Drop();
        return new WorkerLost(how, 0, []);
    }

    // What the worker was doing is looked at when it has ended for certain.
    private Exception Lost(string? how)
    {
        var worker = Worker;
        _worker = null;
        using (worker)
        {
            if (how is not null)
            {
                worker.Kill();
            }

            var (itself, details) = worker.Autopsy();
            var progress = worker.Progress;
            return progress.Begun > progress.Ended
                ? new WorkerLost(how ?? itself, (int)Math.Max(0, progress.Begun - 1 - _answered), how is null ? details : [])
                : new WorkerFault($"a worker was lost while no run was under way: it {how ?? itself}");
        }
    }

    private void Drop()
    {
        _worker?.Dispose();
        _worker = null;
    }
}
