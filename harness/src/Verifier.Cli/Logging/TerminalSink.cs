using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Verifier.Cli.Text;

namespace Verifier.Cli.Logging;

/// <summary>Shows the log on stderr, through the same door as everything else that goes there; warnings and errors in their colour.</summary>
/// <param name="error">The program's stderr.</param>
/// <param name="formatter">Makes the text of an event.</param>
/// <param name="colours">True to use colours.</param>
internal sealed class TerminalSink(TextWriter error, ITextFormatter formatter, bool colours) : ILogEventSink
{
    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        formatter.Format(logEvent, text);
        error.Write(ColourOf(logEvent.Level), text.ToString(), colours);
    }

    private static Colour ColourOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Warning => Colour.Yellow,
        LogEventLevel.Error or LogEventLevel.Fatal => Colour.Red,
        _ => Colour.None,
    };
}
