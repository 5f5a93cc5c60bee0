using System.Text.Encodings.Web;
using System.Text.Json;

namespace Verifier.Cli.Text;

/// <summary>Writes JSON the way every verb and result file has it: UTF-8, control and direction characters escaped, line feeds, the same bytes everywhere.</summary>
internal static class JsonDocumentWriter
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one document over several lines, and a line feed.</summary>
    public static void WriteTo(TextWriter output, Action<Utf8JsonWriter> write) => output.Write(Text(Indented, write) + "\n");

    /// <summary>One document on one line, without a line feed.</summary>
    public static string Line(Action<Utf8JsonWriter> write) => Text(OneLine, write);

    private static string Text(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        // What the encoder leaves and a terminal would obey stands inside strings only, where \uXXXX means the same.
        return Printable.Lines(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
