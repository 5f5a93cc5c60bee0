using System.Collections.Immutable;
using Verifier.Cli;
using Verifier.Cli.Canaries;
using Verifier.Cli.Host;
using Verifier.Cli.Logging;
using Verifier.Workers.Loading;
using Verifier.Workers.Running;

namespace Verifier.Tests.Cli;

/// <summary>A folder of its own, and the command line run in it, in this process.</summary>
internal sealed class CliSandbox : IDisposable
{
    private readonly Dictionary<string, string> _environment = [];

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("verifier-cli-").FullName;

    /// <summary>What runs plans; null for the engine.</summary>
    public Func<IPlanRunner>? NewRunner { get; set; }

    /// <summary>The planted defects on which the oracles are tried.</summary>
    public Func<ImmutableArray<Canary>> Canaries { get; init; } = Canary.All;

    /// <summary>Where the program seems to lie; null for the folder itself.</summary>
    public string? ProgramFolder { get; set; }

    /// <summary>What waits are measured with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long the history waits for another program, each time.</summary>
    public TimeSpan HistoryPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What explores; null for the engine.</summary>
    public Func<ICaseRunner>? NewCaseRunner { get; set; }

    /// <summary>Why compiled drivers cannot run here; null if they can.</summary>
    public string? CompiledProblem { get; set; } = CompiledHost.Problem;

    /// <summary>Ctrl-C and SIGTERM of the next invocation.</summary>
    public Interruption Interruption { get; } = new();

    /// <summary>Sets an environment variable.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    /// <summary>Writes a file and returns its path, relative to the folder.</summary>
    public string Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return path;
    }

    /// <summary>Reads a file of the folder.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>Runs the command line.</summary>
    public CliOutcome Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var host = new CliHost
        {
            Out = output,
            Error = error,
            Environment = name => _environment.GetValueOrDefault(name),
            WorkingFolder = Folder,
            ProgramFolder = ProgramFolder ?? Folder,
            Interruption = Interruption,
            Canaries = Canaries,
            Clock = Clock,
            HistoryPatience = HistoryPatience,
            CompiledProblem = CompiledProblem,
            NewRunner = NewRunner ?? (() => new EngineRunner()),
            NewCaseRunner = log => NewCaseRunner?.Invoke() ?? new EngineCaseRunner(log is null ? null : new CaseLog(log)),
        };
        var code = new CommandLine(host).Run(arguments);
        return new CliOutcome((ExitCode)code, output.ToString(), error.ToString());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Interruption.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
