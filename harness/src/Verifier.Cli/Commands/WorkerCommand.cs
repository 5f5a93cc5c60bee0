using Verifier.Cli.Analyzing;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Minimal;
using Verifier.Cli.Nightly;
using Verifier.Cli.Running;
using Verifier.Workers.Drafting;
using Verifier.Workers.Working;

namespace Verifier.Cli.Commands;

/// <summary>
/// <c>worker PROGRESS-FILE</c>: this program as the process that runs drivers. It is not for people, so it is on no list and costs
/// no reading of the command line.
/// </summary>
internal static class WorkerCommand
{
    /// <summary>True if it is asked for.</summary>
    public static bool IsAsked(IReadOnlyList<string> arguments) => arguments is [CliWorkers.Verb, _];

    /// <summary>Works until standard input ends.</summary>
    public static ExitCode Run(IReadOnlyList<string> arguments)
    {
        WorkerProcess.Run(
            arguments[1], [RecordAccount.Instance, NightAccount.Instance], [AnalysisTask.Instance, ShrinkTask.Instance, DetailTask.Instance, ProbeTask.Instance]);
        return ExitCode.Ok;
    }
}
