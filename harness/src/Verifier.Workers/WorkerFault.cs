namespace Verifier.Workers;

/// <summary>A worker could not be started or was lost while no run was under way: not the driver's doing, worth another try.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The reason, if it is known.</param>
internal sealed class WorkerFault(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Was there no worker at all? Then no run can be done; else it is one run that cannot.</summary>
    public bool IsAtStart { get; init; }

    /// <summary>Advice for users who must do without; empty if there is none.</summary>
    public string Advice { get; init; } = string.Empty;

    /// <summary>The error to report after the last attempt.</summary>
    public RefusalException AsError() => IsAtStart
        ? new RefusalException(RefusalReason.System, Advice.Length > 0 ? $"{Message}; {Advice}" : Message)
        : new TargetException(RefusalReason.Harness, $"internal error: {Message}");
}
