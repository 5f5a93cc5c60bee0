using System.Collections.Concurrent;

namespace Verifier.Workers.Hosting;

/// <summary>
/// Workers that wait for work: one that was started before the program knew its work, so that it starts while the program reads its
/// command line and scripts, and such as have done something and are ready for more.
/// </summary>
internal sealed class IdleWorkers : IDisposable
{
    private readonly ConcurrentQueue<(Worker Worker, string Folder)> _idle = new();
    private Task<Worker?>? _ahead;
    private string _aheadFolder = string.Empty;

    /// <summary>Starts one in the background. If it is not used, or does not start, nothing else happens.</summary>
    /// <param name="settings">The limits of the worker.</param>
    /// <param name="folder">The folder to run in.</param>
    public void StartAhead(WorkerSettings settings, string folder)
    {
        _aheadFolder = folder;
        _ahead = Task.Run(() => TryStart(settings, folder));
    }

    /// <summary>Takes one that runs in a folder; null if there is none.</summary>
    public Worker? Take(string folder)
    {
        if (folder == _aheadFolder && Interlocked.Exchange(ref _ahead, null) is { } ahead)
        {
            return ahead.Result;
        }

        return _idle.TryDequeue(out var next) ? next.Folder == folder ? next.Worker : Drop(next.Worker) : null;
    }

    /// <summary>Leaves one.</summary>
    public void Leave(Worker worker, string folder) => _idle.Enqueue((worker, folder));

    /// <inheritdoc/>
    public void Dispose()
    {
        Interlocked.Exchange(ref _ahead, null)?.Result?.Dispose();
        while (_idle.TryDequeue(out var next))
        {
            next.Worker.Dispose();
        }
    }

    private static Worker? Drop(Worker worker)
    {
        worker.Dispose();
        return null;
    }

    // The job that needs one tries again, and reports why it cannot be started.
    private static Worker? TryStart(WorkerSettings settings, string folder)
    {
        try
        {
            return Worker.Start(settings, folder);
        }
        catch (WorkerFault)
        {
            return null;
        }
    }
}
