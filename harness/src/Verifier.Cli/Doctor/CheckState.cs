namespace Verifier.Cli.Doctor;

/// <summary>The state of a thing that was checked.</summary>
internal enum CheckState
{
    /// <summary>As this version needs it.</summary>
    Good,

    /// <summary>Worth knowing; nothing depends on it.</summary>
    Information,

    /// <summary>This version needs it, and it is not there.</summary>
    Missing,

    /// <summary>It is there and does not do what it must.</summary>
    Failed,
}
