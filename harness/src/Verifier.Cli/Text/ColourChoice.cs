namespace Verifier.Cli.Text;

/// <summary>
/// Decides whether a stream gets ANSI colours. Neither the command line library nor the log's console sink knows NO_COLOR.
/// </summary>
internal static class ColourChoice
{
    /// <summary>
    /// Decides for one stream. <c>NO_COLOR</c> (any value but empty) wins, then <c>--no-color</c>, then <c>FORCE_COLOR</c> or
    /// <c>CLICOLOR_FORCE</c> (any value but empty or 0) asks for colours; else a redirected stream or <c>TERM=dumb</c> gets none.
    /// </summary>
    /// <param name="environment">Reads one environment variable; null if it is not set.</param>
    /// <param name="redirected">Whether the stream goes to a file or a pipe.</param>
    /// <param name="refused">Whether <c>--no-color</c> was given.</param>
    public static bool IsWanted(Func<string, string?> environment, bool redirected, bool refused = false)
    {
        if (refused || !string.IsNullOrEmpty(environment("NO_COLOR")))
        {
            return false;
        }
        if (IsOn(environment("FORCE_COLOR")) || IsOn(environment("CLICOLOR_FORCE")))
        {
            return true;
        }
        return !redirected && environment("TERM") != "dumb";
    }

    private static bool IsOn(string? value) => !string.IsNullOrEmpty(value) && value != "0";
}
