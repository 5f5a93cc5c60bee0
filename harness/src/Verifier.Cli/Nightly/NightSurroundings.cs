using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Results;
using Verifier.Cli.Settings;
using Verifier.History;
using Verifier.Workers;
using Verifier.Workers.Asking;

namespace Verifier.Cli.Nightly;

/// <summary>The needs of a night before it begins: a folder for its results, a history, and worker processes that start.</summary>
/// <param name="Results">Where results go.</param>
/// <param name="History">The history.</param>
internal sealed record NightSurroundings(ResultsFile Results, HistoryStore History) : IDisposable
{
    /// <summary>Looks at all of it: nobody should learn in the morning what could be seen in the evening.</summary>
    /// <exception cref="CliException">Something is not there or broken.</exception>
    public static NightSurroundings Prepare(Invocation invocation, NightlySettings settings)
    {
        var host = invocation.Host;
        settings.Sources.Check(host);
        var results = ResultsFile.Of(host, settings.Run.ResultsFolder);
        _ = Needed(() =>
        {
            results.Prepare();
            results.Remove();
            NightReport.Remove(host, settings.Run.ResultsFolder);
            return results;
        });
        var history = HistoryFile.Open(host, settings.Database);
        try
        {
            if (settings.Since is { } since)
            {
                history.CheckComparable(since);
            }

            if (settings.Run.IsIsolated ?? host.IsolatesByDefault)
            {
                StartWorker(host);
            }

            return new NightSurroundings(results, history);
        }
        catch (HistoryException e)
        {
            history.Dispose();
            throw HistoryFile.Problem(e);
        }
        catch
        {
            history.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Gets something that a night needs: that it cannot be had is no mistake in the command, but a machine that is not as it should be.
    /// </summary>
    /// <exception cref="CliException">It cannot be had; exit code 3 where a run has 1, 70 or 74.</exception>
    public static T Needed<T>(Func<T> get)
    {
        try
        {
            return get();
        }
        catch (RefusalException e) when (ExitCodes.Of(e) is ExitCode.Usage or ExitCode.Internal or ExitCode.SystemRefuses)
        {
            throw new CliException(ExitCode.Inconclusive, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => History.Dispose();

    private static void StartWorker(CliHost host)
    {
        using var supply = CliWorkers.For(host, DriverSources.None);
        using var line = new WorkerLine(supply);
        try
        {
            line.Start(host.Interruption.Token);
        }
        catch (WorkerFault e)
        {
            throw new CliException(ExitCode.Inconclusive, $"{e.Message}; --isolation none does without worker processes");
        }
    }
}
