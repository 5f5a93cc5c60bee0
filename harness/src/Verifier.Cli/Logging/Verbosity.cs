namespace Verifier.Cli.Logging;

/// <summary>The five words of <c>--verbosity</c>, as every dotnet command has them, from least to most on stderr.</summary>
internal enum Verbosity
{
    /// <summary>Errors only.</summary>
    Quiet,

    /// <summary>Errors and warnings.</summary>
    Minimal,

    /// <summary>Also what a user waits for; the default.</summary>
    Normal,

    /// <summary>Also what a maintainer of a scenario wants to see.</summary>
    Detailed,

    /// <summary>Everything, the log's own failures included.</summary>
    Diagnostic,
}
