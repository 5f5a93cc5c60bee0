using System.Collections.Immutable;
using Verifier.Workers;

namespace Verifier.Cli.Host;

/// <summary>The exit codes with their meanings, and which one wins when several apply.</summary>
internal static class ExitCodes
{
    // Worst first; a code that is not here never competes: it ends the program at once.
    private static readonly ImmutableArray<ExitCode> WorstFirst =
    [
        ExitCode.Internal,
        ExitCode.SystemRefuses,
        ExitCode.Untrusted,
        ExitCode.Diverged,
        ExitCode.FailsWithoutFault,
        ExitCode.Unexpected,
        ExitCode.Inconclusive,
    ];

    /// <summary>Every code and what it means, as <c>help exit-codes</c> prints it.</summary>
    public static ImmutableArray<(ExitCode Code, string Meaning)> Table { get; } =
    [
        (ExitCode.Ok, "everything as expected"),
        (ExitCode.Usage, "usage or script error; nothing was run"),
        (ExitCode.Unexpected, "findings that were not expected, or expected ones missing"),
        (ExitCode.Inconclusive, "inconclusive runs"),
        (ExitCode.FailsWithoutFault, "a driver fails with no fault injected"),
        (ExitCode.Diverged, "a replay diverged, or a driver is not deterministic"),
        (ExitCode.Untrusted, "the oracles could not be trusted"),
        (ExitCode.NothingSelected, "the selection matched nothing"),
        (ExitCode.Internal, "internal error"),
        (ExitCode.SystemRefuses, "the system refuses what the program needs: stdout, a results file, the temporary folder, open files or a worker process"),
        (ExitCode.HungUp, "terminal closed (SIGHUP); partial results saved"),
        (ExitCode.Interrupted, "interrupted (Ctrl-C); partial results saved"),
        (ExitCode.Terminated, "terminated (SIGTERM); partial results saved"),
    ];

    /// <summary>The order of <see cref="Worst"/>, in words.</summary>
    public static string Order { get; } = "Worst wins: " + string.Join(", ", WorstFirst.Select(code => (int)code)) + ".";

    /// <summary>What it makes of the exit code that something cannot be done.</summary>
    public static ExitCode Of(RefusalException refusal) => refusal is CliException own ? own.Code : refusal.Reason switch
    {
        RefusalReason.Request => ExitCode.Usage,
        RefusalReason.System => ExitCode.SystemRefuses,
        _ => ExitCode.Internal,
    };

    /// <summary>The party at fault when a command ends with a code.</summary>
    public static RefusalReason ReasonOf(ExitCode code) => code switch
    {
        ExitCode.SystemRefuses => RefusalReason.System,
        ExitCode.Internal => RefusalReason.Harness,
        _ => RefusalReason.Request,
    };

    /// <summary>The worst of several codes; <see cref="ExitCode.Ok"/> for none.</summary>
    public static ExitCode Worst(IEnumerable<ExitCode> codes)
    {
        var seen = codes.ToHashSet();
        return WorstFirst.FirstOrDefault(seen.Contains, ExitCode.Ok);
    }
}
