namespace Verifier.History;

/// <summary>A history file cannot be used as it is. The message is one sentence for the user that says what to do.</summary>
public sealed class HistoryException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="problem">What kind of problem it is.</param>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="cause">What the engine or the system said; null when it said nothing.</param>
    public HistoryException(HistoryProblem problem, string message, Exception? cause = null)
        : base(message, cause) => Problem = problem;

    /// <summary>What kind of problem it is.</summary>
    public HistoryProblem Problem { get; }

    /// <summary>May it pass by itself? Then the same call can be tried again.</summary>
    public bool MayPass => Problem == HistoryProblem.Busy;
}

/// <summary>What can be wrong with a history file.</summary>
public enum HistoryProblem
{
    /// <summary>Somebody else writes to it; it may pass.</summary>
    Busy,

    /// <summary>It cannot be opened or made: no such folder, not a file, or no engine on this machine.</summary>
    CannotOpen,

    /// <summary>It can be read and not written.</summary>
    ReadOnly,

    /// <summary>It is damaged, or no history file.</summary>
    Damaged,

    /// <summary>A later version of the harness wrote it.</summary>
    Newer,

    /// <summary>An earlier version of the harness wrote it, and it was opened to be read only.</summary>
    Older,

    /// <summary>The disk is full, or fails.</summary>
    Disk,

    /// <summary>It has no such night, or none that can be used so.</summary>
    NoSuchNight,
}
