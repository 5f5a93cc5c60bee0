using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;
using Serilog.Formatting.Display;
using Verifier.Cli.Text;

namespace Verifier.Cli.Logging;

/// <summary>
/// Builds the log of one invocation: for people, on stderr, and on demand as a CLEF file. Results never depend on it, and the trace
/// that a replay compares is not part of it.
/// </summary>
internal static class LogSetup
{
    private const string ErrorTemplate = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>Creates the log. Its owner disposes of it in the outermost <c>finally</c>, which closes the file.</summary>
    /// <param name="level">The lowest level on stderr, from <c>--verbosity</c>; may be turned while the log is in use.</param>
    /// <param name="logFile">
    /// Path of the CLEF file, or null for none. It gets every level, also those that stderr does not show, and is appended to if it exists.
    /// </param>
    /// <param name="colours">True if stderr gets ANSI colours; see <see cref="ColourChoice"/>.</param>
    /// <param name="error">The program's stderr.</param>
    /// <exception cref="IOException">The log file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The log file may not be written.</exception>
    public static Logger Create(LoggingLevelSwitch level, string? logFile, bool colours, TextWriter error)
    {
        if (level.MinimumLevel == LogEventLevel.Verbose)
        {
            SelfLog.Enable(error);
        }
        var configuration = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(logFile is null ? level : new LoggingLevelSwitch(LogEventLevel.Verbose))
            .WriteTo.Sink(
                new TerminalSink(error, new MessageTemplateTextFormatter(ErrorTemplate, CultureInfo.InvariantCulture), colours), levelSwitch: level);
        if (logFile is not null)
        {
            OpenOrThrow(logFile);
            configuration.WriteTo.File(new ClefFormatter(), logFile, fileSizeLimitBytes: null);
        }
        return configuration.CreateLogger();
    }

    // The sink does not report a file that it cannot open; the user who asked for it must know.
    private static void OpenOrThrow(string logFile)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(logFile)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }
        using var probe = new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.Read);
    }
}
