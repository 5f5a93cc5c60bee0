using System.Collections.Concurrent;
using System.Diagnostics;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Kernel;
using Verifier.Workers.Loading;
using Verifier.Workers.Messages;
using Verifier.Workers.Recording;
using Verifier.Workers.Running;
using Verifier.Workers.Watching;

namespace Verifier.Workers.Working;

/// <summary>Executes the requests to a worker, in order, and answers. The answers go out many at a time.</summary>
internal sealed class WorkerSession(RunProgress progress, MessageWriter answers, IReadOnlyList<IRunAccount> accounts, IReadOnlyList<IPlanTask> tasks) : IDisposable
{
    private const int ManyBytes = 1 << 15;
    private const long LongestWait = 50;

    private readonly EngineCaseRunner _runner = new(log: null);
    private readonly ControlWatch _watch = new();
    private readonly WorkOrderReader _orders = new();
    private ExplorationTarget? _target;
    private long _sent;

    /// <summary>Works until no more requests come.</summary>
    public void Work(BlockingCollection<WorkerRequest> requests)
    {
        _watch.Follow();
        answers.Write(MessageKind.Ready, string.Empty);
        answers.Flush();
        foreach (var one in requests.GetConsumingEnumerable())
        {
            progress.Begin();
            try
            {
                Do(one);
            }
            catch (RefusalException e)
            {
                answers.Abandon();
                answers.Write(MessageKind.Refused, e.Message);
            }
#pragma warning disable CA1031 // the outermost frame of the worker: any unforeseen exception is reported by the program
            catch (Exception e) when (e is not IOException)
#pragma warning restore CA1031
            {
                answers.Abandon();
                answers.Write(MessageKind.Failed, $"{e.GetType().Name}: {ExceptionText.MessageOf(e).ReplaceLineEndings(" ")}");
            }
            finally
            {
                progress.End();
            }

            Send(isIdle: requests.Count == 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch.Dispose();
        _runner.Dispose();
    }

    // Not after each run: a write costs as much as a run.
    private void Send(bool isIdle)
    {
        var now = Environment.TickCount64;
        if (isIdle || answers.Waiting > ManyBytes || now - _sent > LongestWait)
        {
            answers.Flush();
            _sent = now;
        }
    }

    private void Do(WorkerRequest request)
    {
        switch (request.Kind)
        {
            case MessageKind.ListModels:
                ListModels(request.Assemblies!);
                break;
            case MessageKind.Open:
                var warnings = new List<string>();
                _target = _orders.Read(request.Order!, warnings.Add);
                _watch.Forget();
                answers.Write(MessageKind.Opened, string.Join('\n', warnings));
                break;
            case MessageKind.Record:
                Record();
                break;
            case MessageKind.Run:
                Run(AccountOf(request));
                break;
            case MessageKind.Replay:
                Replay(request.Again!, AccountOf(request));
                break;
            case MessageKind.Shrink:
                Shrink(request.Finding!);
                break;
            case MessageKind.Task:
                Perform(request.Task.Name, request.Task.Order);
                break;
            default:
                Try(request.Case!, isAlone: request.Kind == MessageKind.CaseAlone);
                break;
        }
    }

    // Each model is named before it is made: a model that ends the process is known by its name.
    private void ListModels(CatalogueOrder order)
    {
        var (warnings, broken) = (new List<string>(), new List<string>());
        var models = _orders.Make(order.Assemblies, warnings.Add, new ModelMaking
        {
            Wanted = type => !order.Skipped.Contains(type),
            Making = type =>
            {
                answers.Write(MessageKind.Begun, type);
                answers.Flush();
            },
            Broken = (_, problem) => broken.Add(problem),
        });
        OrderMessages.Write(answers, new Catalogue([.. models.Select(CatalogueEntry.Of)], [.. warnings], [.. broken]));
    }

    private void Record()
    {
        var golden = _runner.Record(_target!, CancellationToken.None);
        if (_watch.Look() is { } how)
        {
            answers.Write(MessageKind.Uncontrolled, how);
            return;
        }

        WorkerJson.Write(answers, golden);
        answers.End(MessageKind.Golden);
    }

    private IRunAccount AccountOf(WorkerRequest request) => accounts.FirstOrDefault(account => account.Name == request.Account)
        ?? throw new InvalidDataException($"A worker was asked for \"{request.Account}\" of a run, of which it knows nothing.");

    private void Run(IRunAccount account)
    {
        var run = _runner.Run(_target!);
        if (_watch.Look() is { } how)
        {
            answers.Write(MessageKind.Uncontrolled, how);
            return;
        }

        RunMessages.Write(answers, run, account);
    }

    private void Replay(ReplayOrder order, IRunAccount account)
    {
        var token = order.Token is null ? null
            : ReplayToken.TryParse(order.Token, out var parsed, out var problem) ? parsed : throw new InvalidDataException(problem);
        using var runner = new EngineRunner();
        var again = Rerun.Do(runner, _target!.Golden, token, new RunOptions { KeepTrace = order.KeepsTrace });
        if (_watch.Look() is { } how)
        {
            answers.Write(MessageKind.Uncontrolled, how);
            return;
        }

        RunMessages.Write(answers, again, account);
    }

    private void Shrink(MinimalOrder order)
    {
        var one = _runner.Shrink(_target!, order, CancellationToken.None);
        if (_watch.Look() is { } how)
        {
            answers.Write(MessageKind.Uncontrolled, how);
            return;
        }

        WorkerJson.Write(answers, one);
        answers.End(MessageKind.Shrunk);
    }

    private void Perform(string name, string order)
    {
        var task = tasks.FirstOrDefault(one => one.Name == name) ?? throw new InvalidDataException($"A worker was asked for the task \"{name}\", of which it knows nothing.");
        var done = task.Do(_target!.Golden, order);
        if (_watch.Look() is { } how)
        {
            answers.Write(MessageKind.Uncontrolled, how);
            return;
        }

        answers.Write(MessageKind.TaskDone, done);
    }

    private void Try(ExploredCase one, bool isAlone)
    {
        if (isAlone)
        {
            answers.Write(MessageKind.Begun, VariationText.Write(_runner.Completed(_target!, one.Variation)));
            answers.Flush();
        }

        var begun = Stopwatch.GetTimestamp();
        CaseResult? result = null;
        _runner.Try(_target!, [one], r => result = r, CancellationToken.None);
        var time = Stopwatch.GetElapsedTime(begun);
        if (_watch.Look() is { } how)
        {
            answers.Write(MessageKind.Uncontrolled, how);
            return;
        }

        CaseMessages.WriteResult(answers, result!, (long)time.TotalMicroseconds);
    }
}
