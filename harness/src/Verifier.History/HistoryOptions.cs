namespace Verifier.History;

/// <summary>The settings with which a history file is opened.</summary>
public sealed record HistoryOptions
{
    /// <summary>To be read only: nothing is made, migrated or written.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>
    /// Time that the engine waits for another program's transaction before it gives up with <see cref="HistoryProblem.Busy"/>.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs each call, and may run it again after a <see cref="HistoryException"/> that <see cref="HistoryException.MayPass"/>: every call
    /// does all or nothing. Runs it once unless set.
    /// </summary>
    public Action<Action> Runner { get; init; } = call => call();
}
