using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Known;

namespace Verifier.Scenarios.Schema;

/// <summary>The JSON schema (draft-07) of <c>known-findings.yaml</c>, made from the same table the binder uses.</summary>
public static class KnownSchema
{
    /// <summary>Generates the schema.</summary>
    /// <returns>Indented JSON with a line feed at the end.</returns>
    public static string Generate()
    {
        var definitions = new SchemaDefinitions();
        JsonObject root = KnownTable.Table.Schema(definitions);
        return ScenarioSchema.Text(new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Known findings",
            ["description"] = "Findings that are accepted for a time. See harness/docs/HISTORY.md.",
            ["allOf"] = new JsonArray(root),
            ["definitions"] = definitions.ToJson(),
        });
    }
}
