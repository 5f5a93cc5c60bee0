namespace Verifier.Tests.Cli.Nightly;

/// <summary>What a driver does when its second request fails, for stories of nights.</summary>
internal enum TellerDefect
{
    /// <summary>Frees the first and passes the failure on.</summary>
    None,

    /// <summary>Forgets the first.</summary>
    Leak,

    /// <summary>Writes through the null pointer.</summary>
    Crash,

    /// <summary>Forgets the first as long as a file is there.</summary>
    LeakWhileFileIsThere,

    /// <summary>Ends the process as long as a file is there.</summary>
    EndWhileFileIsThere,
}
