using Serilog.Events;

namespace Verifier.Cli.Logging;

/// <summary>Reads the words of <c>--verbosity</c> and says what they mean to the log.</summary>
internal static class VerbosityWords
{
    /// <summary>Reads a word or its dotnet short form: <c>q[uiet] m[inimal] n[ormal] d[etailed] diag[nostic]</c>, in any case.</summary>
    /// <returns>False if <paramref name="word"/> is none of them.</returns>
    public static bool TryParse(string? word, out Verbosity verbosity)
    {
        (var known, verbosity) = word?.ToUpperInvariant() switch
        {
            "Q" or "QUIET" => (true, Verbosity.Quiet),
            "M" or "MINIMAL" => (true, Verbosity.Minimal),
            "N" or "NORMAL" => (true, Verbosity.Normal),
            "D" or "DETAILED" => (true, Verbosity.Detailed),
            "DIAG" or "DIAGNOSTIC" => (true, Verbosity.Diagnostic),
            _ => (false, Verbosity.Normal),
        };
        return known;
    }

    /// <summary>The least severe level that <paramref name="verbosity"/> shows.</summary>
    public static LogEventLevel ToLevel(this Verbosity verbosity) => verbosity switch
    {
        Verbosity.Quiet => LogEventLevel.Error,
        Verbosity.Minimal => LogEventLevel.Warning,
        Verbosity.Normal => LogEventLevel.Information,
        Verbosity.Detailed => LogEventLevel.Debug,
        Verbosity.Diagnostic => LogEventLevel.Verbose,
        _ => throw new ArgumentOutOfRangeException(nameof(verbosity), verbosity, "not a verbosity"),
    };
}
