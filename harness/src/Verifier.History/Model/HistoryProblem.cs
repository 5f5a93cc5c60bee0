namespace Verifier.History;

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
