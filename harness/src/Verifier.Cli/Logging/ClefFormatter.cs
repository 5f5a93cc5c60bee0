using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;
using Serilog.Parsing;

namespace Verifier.Cli.Logging;

/// <summary>
/// Writes one log event as one line of CLEF (compact log event format), which log viewers such as Seq read: <c>@t</c> time in UTC,
/// <c>@mt</c> message template, <c>@r</c> the holes with a format, rendered, <c>@l</c> level unless Information, <c>@x</c> exception,
/// then the properties. A property whose name starts with <c>@</c> gets a second one, so it cannot be taken for a field of the format.
/// </summary>
internal sealed class ClefFormatter : ITextFormatter
{
    private readonly JsonValueFormatter _values = new(typeTagName: "$type");

    /// <summary>Writes <paramref name="logEvent"/> and a line feed to <paramref name="output"/>.</summary>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write("{\"@t\":\"");
        output.Write(logEvent.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        output.Write('"');
        WriteString("@mt", logEvent.MessageTemplate.Text, output);
        WriteRenderings(logEvent, output);
        if (logEvent.Level != LogEventLevel.Information)
        {
            WriteString("@l", logEvent.Level.ToString(), output);
        }
        if (logEvent.Exception is { } exception)
        {
            WriteString("@x", exception.ToString(), output);
        }
        foreach (var (name, value) in logEvent.Properties)
        {
            WriteName(name.StartsWith('@') ? "@" + name : name, output);
            _values.Format(value, output);
        }
        output.Write("}\n");
    }

    // Viewers render the template themselves and know no .NET formats: {Bytes:X8} must arrive rendered, in the order of the holes.
    private static void WriteRenderings(LogEvent logEvent, TextWriter output)
    {
        var opening = ",\"@r\":[";
        foreach (var hole in logEvent.MessageTemplate.Tokens.OfType<PropertyToken>().Where(token => token.Format is not null))
        {
            output.Write(opening);
            var rendered = new StringWriter(CultureInfo.InvariantCulture);
            hole.Render(logEvent.Properties, rendered, CultureInfo.InvariantCulture);
            JsonValueFormatter.WriteQuotedJsonString(rendered.ToString(), output);
            opening = ",";
        }
        if (opening == ",")
        {
            output.Write(']');
        }
    }

    private static void WriteString(string name, string value, TextWriter output)
    {
        WriteName(name, output);
        JsonValueFormatter.WriteQuotedJsonString(value, output);
    }

    private static void WriteName(string name, TextWriter output)
    {
        output.Write(',');
        JsonValueFormatter.WriteQuotedJsonString(name, output);
        output.Write(':');
    }
}
