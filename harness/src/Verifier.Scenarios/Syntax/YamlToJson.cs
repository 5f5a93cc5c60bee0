using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Syntax;

/// <summary>A script as JSON, with the types an editor's YAML 1.2 reader gives to plain values: what the schema is applied to.</summary>
internal static partial class YamlToJson
{
    /// <summary>Converts a snippet of YAML that is known to be right.</summary>
    /// <param name="yaml">The snippet.</param>
    /// <returns>Its JSON value; null for a YAML null.</returns>
    /// <exception cref="FormatException">The snippet is not right.</exception>
    public static JsonNode? Value(string yaml)
    {
        var diagnostics = new DiagnosticBag("snippet");
        SyntaxNode? root = SyntaxReader.Read(new SourceText(yaml), diagnostics);
        return root is null || diagnostics.HasErrors
            ? throw new FormatException($"not YAML: {yaml}: {diagnostics.ToList()[0]}")
            : Value(root);
    }

    /// <summary>Converts a node.</summary>
    /// <param name="node">The node.</param>
    /// <returns>Its JSON value; null for a YAML null.</returns>
    public static JsonNode? Value(SyntaxNode node) => node switch
    {
        SyntaxList list => new JsonArray([.. list.Items.Select(Value)]),
        SyntaxMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Value, Value(e.Value)))),
        SyntaxScalar { IsPlain: true } plain => Plain(plain.Value),
        SyntaxScalar quoted => quoted.Value,
        _ => null,
    };

    private static JsonNode? Plain(string text)
    {
        if (text is "" or "~" or "null")
        {
            return null;
        }

        if (text is "true" or "false")
        {
            return text == "true";
        }

        if (text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hex))
        {
            return hex;
        }

        return WholeNumber().IsMatch(text)
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal whole) ? whole
            : RealNumber().IsMatch(text) ? double.Parse(text, CultureInfo.InvariantCulture)
            : text;
    }

    [GeneratedRegex(@"^[-+]?[0-9]{1,20}\z")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?\z")]
    private static partial Regex RealNumber();
}
