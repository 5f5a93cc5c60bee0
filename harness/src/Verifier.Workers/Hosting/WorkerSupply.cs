using System.Collections.Concurrent;
using System.Collections.Immutable;
using Verifier.Workers.Messages;
using Verifier.Workers.Running;
using Verifier.Workers.Supervising;
using Verifier.Workers.Working;

namespace Verifier.Workers.Hosting;

/// <summary>
/// The part that all jobs of an invocation share: the start of workers, the list of those that live, and the drivers that are given up.
/// </summary>
/// <param name="folder">The folder that workers run in: relative paths of scripts start there.</param>
/// <param name="assemblies">Full paths of assemblies of models; empty for the program's own.</param>
/// <param name="settings">What workers may use.</param>
/// <param name="pipelines">How they are supervised.</param>
internal sealed class WorkerSupply(string folder, ImmutableArray<string> assemblies, WorkerSettings settings, WorkerPipelines pipelines)
    : IDisposable
{
    private readonly ConcurrentDictionary<ExplorationTarget, DriverBreaker> _breakers = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<Worker, bool> _alive = new(ReferenceEqualityComparer.Instance);

    /// <summary>Full paths of folders with symbols of compiled drivers.</summary>
    public ImmutableArray<string> SymbolFolders { get; init; } = [];

    /// <summary>Gets what workers say about the files of compiled drivers, from any thread; null when nobody wants to know.</summary>
    public Action<string>? Warned { get; init; }

    /// <summary>Workers that nobody has work for; null when none are kept.</summary>
    public IdleWorkers? Idle { get; init; }

    /// <summary>The resources that workers may use.</summary>
    public WorkerSettings Settings => settings;

    /// <summary>The rules by which they are supervised.</summary>
    public WorkerPipelines Pipelines => pipelines;

    /// <summary>Lets a run that was lost be done again with no other job beside it.</summary>
    public AloneGate Gate { get; } = new();

    /// <summary>The workers that live.</summary>
    public IEnumerable<Worker> Alive => _alive.Keys;

    /// <summary>Starts a worker.</summary>
    /// <exception cref="WorkerFault">The system does not start it.</exception>
    public Worker Start()
    {
        var worker = Idle?.Take(folder) ?? Worker.Start(settings, folder);
        worker.Ended = ended => _alive.TryRemove(ended, out _);
        _alive.TryAdd(worker, true);
        return worker;
    }

    /// <summary>Takes one back that is ready for more.</summary>
    public void TakeBack(Worker worker)
    {
        if (Idle is null)
        {
            worker.Dispose();
            return;
        }

        _alive.TryRemove(worker, out _);
        worker.Ended = null;
        worker.Target = null;
        Idle.Leave(worker, folder);
    }

    /// <summary>The order that tells a worker which script and drivers to load for a target.</summary>
    public WorkOrder OrderFor(ExplorationTarget target) =>
        WorkOrderReader.Order(target, path => Path.GetFullPath(path, folder), assemblies, SymbolFolders);

    /// <summary>Passes on what a worker warns of.</summary>
    /// <param name="warnings">One a line; none when empty.</param>
    public void Warn(string warnings)
    {
        foreach (var warning in warnings.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Warned?.Invoke(warning);
        }
    }

    /// <summary>The breaker of a driver in a scenario.</summary>
    public DriverBreaker BreakerOf(ExplorationTarget target) => _breakers.GetOrAdd(target, _ => new DriverBreaker(pipelines));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in _alive.Keys)
        {
            worker.Dispose();
        }
    }
}
