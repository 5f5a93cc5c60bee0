using System.Collections.Concurrent;

namespace Verifier.Cli.Isolation;

/// <summary>
/// Workers that wait for work: one that was started before anybody knew what there is to do, so that it starts while the program reads its
/// command line and scripts, and such as have done something and are ready for more.
/// </summary>
internal sealed class IdleWorkers : IDisposable
{
    private static readonly string[] s_verbs = ["run", "replay", "list", "lint", "nightly", "analyze", "shrink"];
    private static readonly string[] s_without = ["none", "profiles", "scenarios", "ddis", "nights", "findings", "known", "-h", "-?", "--help", "--version", "--break"];

    private readonly ConcurrentQueue<(Worker Worker, string Folder)> _idle = new();
    private Task<Worker?>? _ahead;
    private string _aheadFolder = string.Empty;

    /// <summary>Starts one if the command line looks as if one were wanted. That it is not, or that none starts, costs nothing but that.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="folder">The folder to run in.</param>
    public void StartAhead(IReadOnlyList<string> arguments, string folder)
    {
        if (arguments.Count > 1 && s_verbs.Contains(arguments[0]) && !arguments.Any(s_without.Contains))
        {
            _aheadFolder = folder;
            _ahead = Task.Run(() => TryStart(folder));
        }
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

    // Whoever wants one tries again, and tells why it cannot be had.
    private static Worker? TryStart(string folder)
    {
        try
        {
            return Worker.Start(new WorkerSettings(), folder);
        }
        catch (WorkerFault)
        {
            return null;
        }
    }
}
