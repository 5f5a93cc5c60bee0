using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Schema;

namespace Verifier.Tests.Scenarios.Documentation;

/// <summary>
/// The tables of the language reference, made from the key tables: a comment such as <c>keys: when</c> starts one, <c>end</c> closes it.
/// </summary>
internal static partial class GeneratedParts
{
    private static readonly Dictionary<string, IObjectKind> Tables = ReadTables();
    private static readonly JsonNode Schema = JsonNode.Parse(ScenarioSchema.Generate())!;

    /// <summary>The page with every generated part made anew.</summary>
    public static string Refresh(string page) =>
        Part().Replace(page, part => $"<!-- {part.Groups["what"].Value} -->\n{Make(part.Groups["what"].Value)}<!-- end -->");

    /// <summary>The names of the key tables that the page shows.</summary>
    public static IEnumerable<string> ShownTables(string page) =>
        Part().Matches(page).Select(p => p.Groups["what"].Value).Where(w => w.StartsWith("keys: ",
            StringComparison.Ordinal)).Select(w => w[6..]);

    /// <summary>The names of all key tables that have more keys than an operation's name and status.</summary>
    public static IEnumerable<string> AllTables() => Tables.Values.Where(t => t.Keys.Any(k => k.Name is not ("name" or "status"))).Select(t => t.Name);

    private static string Make(string what)
    {
        string[] words = what.Split(' ');
        return words[0] switch
        {
            "keys:" => Keys(Tables[words[1]]),
            "words:" => Words(words[1].Split('.')),
            "operations" => Operations(),
            "codes" => Codes(),
            _ => throw new FormatException($"unknown part '{what}'"),
        };
    }

    private static string Keys(IObjectKind table) => Rows("key", "meaning", "example", table.Keys.Select(k =>
        ($"`{k.Name}`", (k.IsRequired ? "Required. " : "") + k.Description, string.Join(", ", k.Examples.Select(Code)))));

    private static string Operations() => Rows("word", "meaning", "example", WorkloadTable.Entries.Select(e =>
        ($"`{e.Word}`", e.Description, string.Join(", ", e.Examples.Select(Code)))));

    private static string Words(string[] path)
    {
        var rows = new List<(string, string, string)>();
        Collect(Schema["definitions"]![path[0]]!["properties"]![path[1]], rows);
        return Rows("word", "meaning", null, rows);
    }

    private static string Codes() =>
        Rows("code", "meaning", "severity", DiagnosticCodes.All.Select(c => (c.Id, c.Title, c.Severity.ToString().ToLowerInvariant())));

    private static void Collect(JsonNode? node, List<(string, string, string)> rows)
    {
        if (node is JsonObject word && word.ContainsKey("const"))
        {
            rows.Add((Code(word["const"]!.GetValue<string>()), word["description"]!.GetValue<string>(), ""));
        }

        IEnumerable<JsonNode?> children = node switch { JsonObject map => map.Select(p => p.Value), JsonArray list => list, _ => [] };
        foreach (JsonNode? child in children)
        {
            Collect(child, rows);
        }
    }

    private static string Rows(string first, string second, string? third, IEnumerable<(string First, string Second, string Third)> rows)
    {
        var table = new StringBuilder();
        table.Append("| ").Append(first).Append(" | ").Append(second).Append(third is null
            ? " |\n|---|---|\n"
            : $" | {third} |\n|---|---|---|\n");
        foreach ((string word, string meaning, string example) in rows.Distinct())
        {
            table.Append("| ").Append(word).Append(" | ").Append(meaning).Append(third is null ? " |\n" : $" | {example} |\n");
        }

        return table.ToString();
    }

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static Dictionary<string, IObjectKind> ReadTables()
    {
        var definitions = new SchemaDefinitions();
        ScenarioTable.Table.Schema(definitions);
        return definitions.Tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"<!-- (?<what>(keys: [a-z-]+|words: [a-z-]+\.[a-z-]+|operations|codes)) -->\n(.*?)<!-- end -->",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
