using Verifier.Cli.Host;
using Verifier.Cli.Settings;
using Verifier.Workers.Hosting;
using Verifier.Workers.Supervising;

namespace Verifier.Cli.Isolation;

/// <summary>Workers as the command line uses them: each is this program, started once more.</summary>
internal static class CliWorkers
{
    /// <summary>The word that makes this program a worker.</summary>
    public const string Verb = "worker";

    // What asks for a worker, and what of it does without one.
    private static readonly string[] s_verbs = ["run", "replay", "list", "lint", "nightly", "analyze", "shrink", "new"];
    private static readonly string[] s_without = ["none", "profiles", "scenarios", "ddis", "nights", "findings", "known", "-h", "-?", "--help", "--version", "--break"];

    /// <summary>The limits of the workers.</summary>
    public static WorkerSettings Settings { get; } = new()
    {
        Program = WorkerProgram.Of(typeof(CliWorkers).Assembly, Verb),
        Advice = "--isolation none does without worker processes",
    };

    /// <summary>Those of an invocation.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="sources">The sources of drivers.</param>
    public static WorkerSupply For(CliHost host, DriverSources sources) => new(
        host.WorkingFolder, [.. sources.Assemblies.Select(host.FullPath)], Settings, new WorkerPipelines { Clock = host.Clock })
    {
        SymbolFolders = [.. sources.SymbolFolders.Select(host.FullPath)],
        Warned = sources.Warned,
        Idle = host.IdleWorkers,
    };

    /// <summary>Starts one if the command line looks as if one were wanted, while the program reads what there is to do.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="arguments">The command line.</param>
    public static void StartAhead(CliHost host, IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 1 && s_verbs.Contains(arguments[0]) && !arguments.Any(s_without.Contains))
        {
            host.IdleWorkers.StartAhead(Settings, host.WorkingFolder);
        }
    }
}
