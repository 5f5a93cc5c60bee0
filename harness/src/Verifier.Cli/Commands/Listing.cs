using System.Text.Json;
using Verifier.Cli.Output;

namespace Verifier.Cli.Commands;

/// <summary>A list of things with the same properties, shown as a table or as one JSON document.</summary>
/// <param name="what">The things, in the plural.</param>
/// <param name="properties">Their properties as JSON names; one that starts with <c>&gt;</c> holds numbers.</param>
internal sealed class Listing(string what, params string[] properties)
{
    private readonly List<object[]> _rows = [];

    /// <summary>Adds one thing: a text or a number a property.</summary>
    public void Add(params object[] values) => _rows.Add(values);

    /// <summary>Shows the list.</summary>
    public ExitCode WriteTo(Invocation invocation)
    {
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, WriteJson);
            return ExitCode.Ok;
        }

        var table = new TextTable(Array.ConvertAll(properties, Title));
        foreach (var row in _rows)
        {
            table.Add(Array.ConvertAll(row, value => (Cell)Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!));
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
                json.WritePropertyName(properties[i].TrimStart('>'));
                if (row[i] is string text)
                {
                    json.WriteStringValue(text);
                }
                else
                {
                    json.WriteNumberValue(Convert.ToInt64(row[i], System.Globalization.CultureInfo.InvariantCulture));
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // lowResourcesSince -> low resources since
    private static string Title(string property) =>
        string.Concat(property.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
