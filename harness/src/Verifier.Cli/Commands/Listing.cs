using System.Globalization;
using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Cli.Text;

namespace Verifier.Cli.Commands;

/// <summary>A list of things with the same properties, shown as a table or as one JSON document.</summary>
/// <param name="what">The things, in the plural.</param>
/// <param name="properties">Their properties as JSON names; one that starts with <c>&gt;</c> holds numbers, one with <c>+</c> is in JSON only.</param>
internal sealed class Listing(string what, params string[] properties)
{
    private const char JsonOnly = '+';

    private readonly List<object[]> _rows = [];

    /// <summary>Adds one thing: a text, a number or an array of texts a property.</summary>
    public void Add(params object[] values) => _rows.Add(values);

    /// <summary>Shows the list.</summary>
    public ExitCode WriteTo(Invocation invocation)
    {
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, WriteJson);
            return ExitCode.Ok;
        }

        var shown = Enumerable.Range(0, properties.Length).Where(i => !properties[i].StartsWith(JsonOnly)).ToArray();
        var table = new TextTable(Array.ConvertAll(shown, i => Title(properties[i])));
        foreach (var row in _rows)
        {
            table.Add(Array.ConvertAll(shown, i => (Cell)Convert.ToString(row[i], CultureInfo.InvariantCulture)!));
        }

        table.WriteTo(invocation.Out, invocation.OutHasColours);
        return ExitCode.Ok;
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("schema", $"verifier-list-{what}/1");
        json.WriteStartArray(what);
        foreach (var row in _rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(properties[i].TrimStart('>', JsonOnly));
                WriteValue(json, row[i]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case string[] texts:
                json.WriteStartArray();
                Array.ForEach(texts, json.WriteStringValue);
                json.WriteEndArray();
                break;
            default:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    // lowResourcesSince -> low resources since
    private static string Title(string property) =>
        string.Concat(property.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
