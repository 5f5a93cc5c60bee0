using System.Text.Json.Nodes;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>The schema of a key table.</summary>
internal static class ObjectSchema
{
    /// <summary>Makes the schema.</summary>
    /// <param name="table">The table.</param>
    /// <param name="definitions">The shared parts of the schema.</param>
    /// <returns>A new JSON object.</returns>
    public static JsonObject Of(IObjectKind table, SchemaDefinitions definitions)
    {
        var properties = new JsonObject();
        foreach (IKey key in table.Keys)
        {
            properties[key.Name] = Property(key, definitions);
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        JsonArray required = [.. table.Keys.Where(k => k.IsRequired).Select(k => (JsonNode)k.Name)];
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        if (table.AtLeastOneOf.Count > 0)
        {
            IEnumerable<JsonNode> choices = table.AtLeastOneOf.Select(k => new JsonObject { ["required"] = new JsonArray(k.Name) });
            schema["anyOf"] = new JsonArray([.. choices]);
        }

        return schema;
    }

    private static JsonObject Property(IKey key, SchemaDefinitions definitions)
    {
        JsonObject value = key.Kind.Schema(definitions);

        // Draft-07 ignores what stands beside a $ref: wrap it, so that editors show the description.
        JsonObject property = value.ContainsKey("$ref") ? new JsonObject { ["allOf"] = new JsonArray(value) } : value;
        property["description"] = key.Description;
        property["examples"] = new JsonArray([.. key.Examples.Select(YamlToJson.Value)]);
        return property;
    }
}
