using System.Globalization;
using Polly;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Workers.Hosting;
using Verifier.Workers.Messages;
using Verifier.Workers.Running;
using Verifier.Workers.Supervising;
using Verifier.Workers.Watching;

namespace Verifier.Workers.Asking;

/// <summary>
/// Explores in a worker process. A run in which the driver takes control is lost with its worker, and no other: a new worker goes on. What
/// is lost is done once more, with no other case and no other job beside it, before the driver is blamed: a worker may also die of something else.
/// </summary>
internal sealed class WorkerCaseRunner : ICaseRunner
{
    private readonly WorkerSupply _supply;
    private readonly RunTimes _times;
    private readonly ResiliencePipeline _retry;
    private readonly WorkerLine _line;

    /// <summary>Starts nothing yet.</summary>
    public WorkerCaseRunner(WorkerSupply supply)
    {
        _supply = supply;
        _times = new RunTimes(supply.Settings.RunFactor);
        _retry = supply.Pipelines.Retry();
        _line = new WorkerLine(supply);
    }

    /// <inheritdoc/>
    public GoldenRecord Record(ExplorationTarget target, CancellationToken stop)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            try
            {
                return _supply.Gate.Run(isSecond, () => _retry.Execute(token => _line.Open(target, token), stop), stop);
            }
            catch (WorkerLost lost) when (isSecond)
            {
                return UncontrolledRun.Golden(target.Golden, lost.How, lost.Details);
            }
            catch (WorkerLost)
            {
                // Once may be bad luck.
                continue;
            }
            catch (WorkerFault fault)
            {
                throw fault.AsError();
            }
        }
    }

    /// <inheritdoc/>
    public void Try(ExplorationTarget target, IReadOnlyList<ExploredCase> cases, Action<CaseResult> accept, CancellationToken stop)
    {
        var batch = new CaseBatch(cases, accept, _supply.BreakerOf(target));
        try
        {
            while (!batch.IsOver && batch.Breaker.Reason is null)
            {
                stop.ThrowIfCancellationRequested();
                DoNextPart(target, batch, stop);
            }

            batch.GiveUp(batch.Breaker.Reason);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left has no result.
            return;
        }
        catch (WorkerFault fault)
        {
            batch.GiveUp($"not run: {fault.Message}");
        }
    }

    /// <inheritdoc/>
    public MinimalScenario Shrink(ExplorationTarget target, MinimalOrder order, CancellationToken stop)
    {
        var time = _supply.Settings.ShrinkTime;
        try
        {
            return _retry.Execute(token => Ask(target, order, token), stop);
        }
        catch (WorkerLost lost)
        {
            return MinimalScenario.None(lost.How == LossOfControl.Spin
                ? $"it was not found within {InWords(time)}"
                : $"while it was looked for, the driver {lost.How}");
        }
        catch (Exception e) when (e is WorkerFault or TargetException)
        {
            return MinimalScenario.None(e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Release();

    private MinimalScenario Ask(ExplorationTarget target, MinimalOrder order, CancellationToken stop)
    {
        Open(target, stop);
        WorkerJson.Write(_line.Worker.To, order);
        _line.Worker.To.End(MessageKind.Shrink);
        _line.Send(stop);
        var answer = _line.Next(_supply.Settings.ShrinkTime, stop);
        return answer.Kind == MessageKind.Failed
            ? MinimalScenario.None($"internal error: {answer.Text}")
            : _line.Read(() => WorkerJson.Read<MinimalScenario>(answer.Content));
    }

    private void DoNextPart(ExplorationTarget target, CaseBatch batch, CancellationToken stop)
    {
        try
        {
            _supply.Gate.Run(batch.IsAlone, () => Exchanged(target, batch, stop), stop);
            batch.EndPart();
        }
        catch (WorkerLost lost) when (batch.IsAlone)
        {
            var golden = _line.GoldenOf(target);
            var variation = batch.Variation ?? batch.Current.Variation;
            batch.Breaker.Lost();
            batch.Accept(UncontrolledRun.Case(target.Golden, golden, batch.Current.Key, variation, lost.How, lost.Details));
            batch.EndPart();
        }
        catch (WorkerLost lost)
        {
            batch.LoseWorker(lost.Run);
        }
    }

    private int Exchanged(ExplorationTarget target, CaseBatch batch, CancellationToken stop)
    {
        _retry.Execute(token => Exchange(target, batch, token), stop);
        return batch.Next;
    }

    // Asks for the next part of the batch and takes in the answers. What was answered before a fault is not asked again.
    private void Exchange(ExplorationTarget target, CaseBatch batch, CancellationToken stop)
    {
        Open(target, stop);
        var end = batch.End;
        for (var i = batch.Next; i < end; i++)
        {
            CaseMessages.WriteCase(_line.Worker.To, batch.Cases[i], batch.IsAlone);
        }

        _line.Send(stop);
        while (batch.Next < end)
        {
            var answer = _line.Next(_times.Allowance(_line.RunFloor), stop);
            switch (answer.Kind)
            {
                case MessageKind.Begun:
                    batch.Variation = VariationText.Parse(answer.Text);
                    break;
                case MessageKind.Failed:
                    batch.Accept(CaseBatch.Unjudged(batch.Current, $"internal error: {answer.Text}"));
                    break;
                default:
                    var (time, result) = _line.Read(() => (answer.Number(), CaseMessages.ReadResult(answer, batch.Current.Key)));
                    _times.Note(TimeSpan.FromMicroseconds(time));
                    batch.Accept(result);
                    batch.Breaker.Answered();
                    break;
            }
        }
    }

    // The golden run came to its end when the campaign began: that it does not now is no case's doing.
    private void Open(ExplorationTarget target, CancellationToken stop)
    {
        try
        {
            _line.Open(target, stop);
        }
        catch (WorkerLost lost)
        {
            throw new WorkerFault($"the golden run did not come to its end this time: the driver {lost.How}", lost);
        }
    }

    private static string InWords(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s");
}
