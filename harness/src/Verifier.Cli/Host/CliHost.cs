using System.Collections.Immutable;
using System.Text;
using Serilog;
using Verifier.Cli.Canaries;
using Verifier.Cli.Logging;
using Verifier.Cli.Text;
using Verifier.Workers.Hosting;
using Verifier.Workers.Loading;
using Verifier.Workers.Running;

namespace Verifier.Cli.Host;

/// <summary>The surroundings of the program: streams, folders, clock. Tests give their own.</summary>
internal sealed class CliHost : IDisposable
{
    /// <summary>Results.</summary>
    public required TextWriter Out { get; init => field = TerminalWriter.Around(value); }

    /// <summary>Progress, warnings, errors.</summary>
    public required TextWriter Error { get; init => field = TerminalWriter.Around(value); }

    /// <summary>The reason why results that were written are lost; null while none are.</summary>
    public string? OutProblem => ((TerminalWriter)Out).Problem;

    /// <summary>Is <see cref="Out"/> a terminal?</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Is <see cref="Error"/> a terminal?</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Reads one environment variable; null if it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>Relative paths start here.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The folder the program lies in; the models that come with it are there.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Wall-clock time, for progress and retries only.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The time for which the history waits for another program's transaction, at each attempt.</summary>
    public TimeSpan HistoryPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The planted defects on which the oracles are tried.</summary>
    public Func<ImmutableArray<Canary>> Canaries { get; init; } = Canary.All;

    /// <summary>Makes what runs plans; one for each job.</summary>
    public Func<IPlanRunner> NewRunner { get; init; } = () => new EngineRunner();

    /// <summary>Makes what explores, given the log if somebody reads it; one for each job.</summary>
    public Func<ILogger?, ICaseRunner> NewCaseRunner { get; init; } = log => new EngineCaseRunner(log is null ? null : new CaseLog(log));

    /// <summary>True if drivers are explored in worker processes unless the command line says otherwise.</summary>
    public bool IsolatesByDefault { get; init; }

    /// <summary>The reason why compiled drivers cannot run on this host, in one sentence; null if they can.</summary>
    public string? CompiledProblem { get; init; } = CompiledHost.Problem;

    /// <summary>Workers that wait for work.</summary>
    public IdleWorkers IdleWorkers { get; } = new();

    /// <summary>Ctrl-C, SIGTERM and SIGHUP.</summary>
    public required Interruption Interruption { get; init; }

    /// <summary>The process's own console.</summary>
    public static CliHost OfProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        return new CliHost
        {
            Out = Utf8(StandardStream.Open(1), autoFlush: false),
            Error = OpenError(),
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Environment = System.Environment.GetEnvironmentVariable,
            WorkingFolder = Directory.GetCurrentDirectory(),
            IsolatesByDefault = true,
            Interruption = Interruption.OfProcess(),
        };
    }

    /// <summary>The process's own stderr.</summary>
    public static TextWriter OpenError() => TerminalWriter.Around(Utf8(StandardStream.Open(2), autoFlush: true));

    /// <summary>The full path of what a user wrote.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingFolder);

    /// <summary>A path as it is shown: relative to the working folder where that is shorter to read, with forward slashes.</summary>
    public string DisplayPath(string fullPath)
    {
        var relative = Path.GetRelativePath(WorkingFolder, fullPath);
        var shown = relative.StartsWith("..", StringComparison.Ordinal) ? fullPath : relative;
        return shown.Replace('\\', '/');
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IdleWorkers.Dispose();
        Interruption.Dispose();
        Out.Dispose();
        Error.Dispose();
    }

    // The same bytes on every machine: no byte order mark, line feeds.
    private static StreamWriter Utf8(Stream stream, bool autoFlush) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 4096) { AutoFlush = autoFlush, NewLine = "\n" };
}
