namespace Verifier.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="State">How it is.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Found">What was found.</param>
internal sealed record Check(CheckState State, string What, string Found);

/// <summary>How a thing is.</summary>
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
