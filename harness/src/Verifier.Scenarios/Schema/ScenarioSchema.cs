using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Tables;

namespace Verifier.Scenarios.Schema;

/// <summary>
/// The JSON schema (draft-07) of scenario scripts, made from the same tables the binders use. For editors; the reader checks more.
/// </summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Generates the schema.</summary>
    /// <returns>Indented JSON with a line feed at the end.</returns>
    public static string Generate()
    {
        var definitions = new SchemaDefinitions();
        JsonObject root = ScenarioTable.Table.Schema(definitions);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Scenario script",
            ["description"] = "What to run against a driver, which calls to fail, and what must come out. See harness/docs/SCENARIOS.md.",
            ["allOf"] = new JsonArray(root),
            ["definitions"] = definitions.ToJson(),
        };
        return Text(schema);
    }

    /// <summary>A schema as a file has it.</summary>
    internal static string Text(JsonObject schema) => schema.ToJsonString(Layout) + "\n";
}
