using Verifier.Cli.Host;
using Verifier.Cli.Settings;
using Verifier.Engine.Planning;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Messages;

namespace Verifier.Cli.Isolation;

/// <summary>Does tasks with plans where their drivers may run: with a model in this process, with a compiled driver in a worker process.</summary>
/// <param name="host">The surroundings.</param>
/// <param name="sources">Where drivers come from.</param>
internal sealed class PlanTasks(CliHost host, DriverSources sources) : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);
    private readonly Lazy<WorkerSupply> _supply = new(() => CliWorkers.For(host, sources));
    private readonly List<WorkerAttempts> _attempts = [];

    /// <summary>Does one.</summary>
    /// <param name="task">What is done.</param>
    /// <param name="plan">With what.</param>
    /// <param name="order">What is wanted, as the task reads it.</param>
    /// <param name="scenario">The script, if it is not where the plan says.</param>
    /// <exception cref="CliException">The driver takes control, or there are no workers.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before it came to its end.</exception>
    public string Do(IPlanTask task, Plan plan, string order, string? scenario = null)
    {
        if (!plan.Driver.RunsCompiledCode)
        {
            return task.Do(plan, order);
        }

        if (_attempts.Count == 0)
        {
            _attempts.Add(new WorkerAttempts(_supply.Value));
        }

        var target = WorkerAttempts.TargetOf(plan, scenario);
        return _attempts[0].Do(
            (line, stop) => line.Do(target, task, order, s_longest, stop),
            lost => throw new CliException(ExitCode.Inconclusive, $"it cannot be looked at, for the driver {lost.How}"),
            refusal => throw new CliException(ExitCode.Inconclusive, refusal.Message),
            host.Interruption.Token);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _attempts.ForEach(one => one.Dispose());
        if (_supply.IsValueCreated)
        {
            _supply.Value.Dispose();
        }
    }
}
