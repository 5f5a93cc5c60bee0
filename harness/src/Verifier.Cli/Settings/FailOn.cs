namespace Verifier.Cli.Settings;

/// <summary>The unexpected findings that make a nightly fail.</summary>
internal enum FailOn
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>Those that were not there in the night compared with, or were fixed before.</summary>
    New,

    /// <summary>Those that were fixed before.</summary>
    Regressed,
}
