using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Verifier.Tests.Scenarios.Schema;

/// <summary>
/// Applies a draft-07 schema, as far as ours uses the draft; a word it does not know is an error, so that nothing goes unchecked.
/// </summary>
internal sealed class SchemaValidator(string schema)
{
    private static readonly HashSet<string> Silent = ["$schema", "title", "description", "examples", "definitions"];
    private readonly JsonObject _root = JsonNode.Parse(schema)!.AsObject();

    public bool Accepts(JsonNode? value) => Accepts(_root, value);

    private bool Accepts(JsonObject schema, JsonNode? value) =>
        schema.All(word => Silent.Contains(word.Key) || Accepts(word.Key, word.Value!, schema, value));

    private bool Accepts(string word, JsonNode rule, JsonObject schema, JsonNode? value) => word switch
    {
        "$ref" => Accepts(_root["definitions"]!.AsObject()[rule.GetValue<string>().Split('/')[^1]]!.AsObject(), value),
        "allOf" => rule.AsArray().All(r => Accepts(r!.AsObject(), value)),
        "anyOf" => rule.AsArray().Any(r => Accepts(r!.AsObject(), value)),
        "const" => JsonNode.DeepEquals(rule, value),
        "type" => rule is JsonArray types ? types.Any(t => IsOf(t!.GetValue<string>(), value)) : IsOf(rule.GetValue<string>(), value),
        "pattern" => KindOf(value) != JsonValueKind.String || Regex.IsMatch(value!.GetValue<string>(), rule.GetValue<string>()),
        "maxLength" => KindOf(value) != JsonValueKind.String || value!.GetValue<string>().Length <= rule.GetValue<int>(),
        "minimum" => KindOf(value) != JsonValueKind.Number || Number(value!) >= Number(rule),
        "maximum" => KindOf(value) != JsonValueKind.Number || Number(value!) <= Number(rule),
        "exclusiveMinimum" => KindOf(value) != JsonValueKind.Number || Number(value!) > Number(rule),
        "items" => value is not JsonArray list || list.All(i => Accepts(rule.AsObject(), i)),
        "minItems" => value is not JsonArray list || list.Count >= rule.GetValue<int>(),
        "maxItems" => value is not JsonArray list || list.Count <= rule.GetValue<int>(),
        "required" => value is not JsonObject map || rule.AsArray().All(k => map.ContainsKey(k!.GetValue<string>())),
        "minProperties" => value is not JsonObject map || map.Count >= rule.GetValue<int>(),
        "maxProperties" => value is not JsonObject map || map.Count <= rule.GetValue<int>(),
        "properties" =>
            value is not JsonObject map || rule.AsObject().All(p => !map.ContainsKey(p.Key) || Accepts(p.Value!.AsObject(), map[p.Key])),
        "propertyNames" => value is not JsonObject map || map.All(p => Accepts(rule.AsObject(), JsonValue.Create(p.Key))),
        "additionalProperties" when rule is JsonObject more => value is not JsonObject map || map.All(p => Accepts(more, p.Value)),
        "additionalProperties" => value is not JsonObject map || map.All(p => schema["properties"]!.AsObject().ContainsKey(p.Key)),
        _ => throw new NotSupportedException($"the schema uses '{word}'"),
    };

    private static bool IsOf(string type, JsonNode? value) => (type, KindOf(value)) switch
    {
        ("null", JsonValueKind.Null) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string",
            JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => decimal.IsInteger(Number(value!)),
        _ => false,
    };

    private static JsonValueKind KindOf(JsonNode? value) => value?.GetValueKind() ?? JsonValueKind.Null;

    private static decimal Number(JsonNode value) => JsonSerializer.Deserialize<decimal>(value.ToJsonString());
}
