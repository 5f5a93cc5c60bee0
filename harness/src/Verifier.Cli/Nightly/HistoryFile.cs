using Polly;
using Polly.Retry;
using Verifier.Cli.Host;
using Verifier.History;

namespace Verifier.Cli.Nightly;

/// <summary>Opens the history with patience for others who write to it, and says in one line what is wrong with it.</summary>
internal static class HistoryFile
{
    private const int Retries = 6;

    /// <summary>Opens it for a night.</summary>
    /// <exception cref="CliException">It cannot be used; exit code 3: nothing can be compared.</exception>
    public static HistoryStore Open(CliHost host, string path, bool isReadOnly = false)
    {
        var full = host.FullPath(path);
        try
        {
            if (!isReadOnly)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            }

            return Opened(host, full, isReadOnly);
        }
        catch (HistoryException e) when (e.Problem == HistoryProblem.Older)
        {
            return Migrated(host, full);
        }
        catch (Exception e) when (e is HistoryException or IOException or UnauthorizedAccessException)
        {
            throw Problem(e);
        }
    }

    private static HistoryStore Opened(CliHost host, string path, bool isReadOnly)
    {
        var pipeline = Pipeline(host.Clock).Build();
        var options = new HistoryOptions { IsReadOnly = isReadOnly, Patience = host.HistoryPatience, Runner = call => pipeline.Execute(call) };
        return HistoryStore.Open(path, options);
    }

    // Whoever wants to read the history of an earlier version does not want to wait for the next night.
    private static HistoryStore Migrated(CliHost host, string path)
    {
        try
        {
            return Opened(host, path, isReadOnly: false);
        }
        catch (HistoryException e)
        {
            throw Problem(e);
        }
    }

    /// <summary>Reads something from an open history.</summary>
    /// <exception cref="CliException">It cannot be read.</exception>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (HistoryException e)
        {
            throw Problem(e);
        }
    }

    /// <summary>The error with which the program reports a failing history.</summary>
    public static CliException Problem(Exception e) => new(
        e is HistoryException { Problem: HistoryProblem.NoSuchNight } ? ExitCode.Usage : ExitCode.Inconclusive, $"the history cannot be used: {e.Message}");

    /// <summary>Another nightly may hold the file for a moment; everything else does not pass.</summary>
    internal static ResiliencePipelineBuilder Pipeline(TimeProvider clock) => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<HistoryException>(e => e.MayPass),
            MaxRetryAttempts = Retries,
            Delay = TimeSpan.FromMilliseconds(100),
            BackoffType = DelayBackoffType.Exponential,
        });
}
