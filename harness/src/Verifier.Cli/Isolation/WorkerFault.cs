using Verifier.Cli.Running;

namespace Verifier.Cli.Isolation;

/// <summary>A worker could not be started or was lost while no run was under way: not the driver's doing, worth another try.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The reason, if it is known.</param>
internal sealed class WorkerFault(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Was there no worker at all? Then no run can be done; else it is one run that cannot.</summary>
    public bool IsAtStart { get; init; }

    /// <summary>What to tell when it has been tried often enough.</summary>
    public CliException AsError() => IsAtStart
        ? new CliException(ExitCode.SystemRefuses, $"{Message}; --isolation none does without worker processes")
        : new TargetException(ExitCode.Internal, $"internal error: {Message}");
}
