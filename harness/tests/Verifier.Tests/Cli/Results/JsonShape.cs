using System.Text.Json;
using System.Text.RegularExpressions;

namespace Verifier.Tests.Cli.Results;

/// <summary>Checks JSON against a schema that uses the few draft-07 words ours does; another word is an error of the test.</summary>
internal sealed class JsonShape(JsonElement schema)
{
    private static readonly HashSet<string> s_silent = ["$schema", "title", "description", "definitions"];

    /// <summary>Where the value differs from the schema.</summary>
    public IReadOnlyList<string> Differences(JsonElement value) => [.. Check(schema, value, "$")];

    private IEnumerable<string> Check(JsonElement rule, JsonElement value, string path) => rule.EnumerateObject()
        .Where(word => !s_silent.Contains(word.Name))
        .SelectMany(word => word.Name switch
        {
            "$ref" => Check(Resolve(word.Value.GetString()!), value, path),
            "type" => Words(word.Value).Any(type => IsOf(value, type)) ? [] : [$"{path} is not {word.Value}"],
            "const" => JsonElement.DeepEquals(word.Value, value) ? [] : [$"{path} is not {word.Value}"],
            "enum" => word.Value.EnumerateArray().Any(option => JsonElement.DeepEquals(option, value)) ? [] : [$"{path} is none of {word.Value}"],
            "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, word.Value.GetString()!)
                ? [] : [$"{path} does not match {word.Value}"],
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= word.Value.GetDecimal() ? [] : [$"{path} is too small"],
            "minItems" => value.GetArrayLength() >= word.Value.GetInt32() ? [] : [$"{path} has too few items"],
            "maxItems" => value.GetArrayLength() <= word.Value.GetInt32() ? [] : [$"{path} has too many items"],
            "required" => Words(word.Value).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{path}.{name} is missing"),
            "properties" => word.Value.EnumerateObject()
                .SelectMany(p => value.TryGetProperty(p.Name, out var child) ? Check(p.Value, child, $"{path}.{p.Name}") : []),
            "additionalProperties" => Additional(rule, word.Value, value, path),
            "items" => value.EnumerateArray().SelectMany((item, i) => Check(word.Value, item, $"{path}[{i}]")),
            "anyOf" => word.Value.EnumerateArray().Any(option => !Check(option, value, path).Any()) ? [] : [$"{path} fits no alternative"],
            var other => throw new NotSupportedException($"the schema's word {other}"),
        });

    private IEnumerable<string> Additional(JsonElement rule, JsonElement word, JsonElement value, string path)
    {
        var known = rule.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(p => p.Name).ToHashSet() : [];
        return value.EnumerateObject().Where(p => !known.Contains(p.Name)).SelectMany(p =>
            word.ValueKind == JsonValueKind.False ? [$"{path}.{p.Name} is not in the schema"] : Check(word, p.Value, $"{path}.{p.Name}"));
    }

    private JsonElement Resolve(string reference) => schema.GetProperty("definitions").GetProperty(reference["#/definitions/".Length..]);

    private static IEnumerable<string> Words(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.GetString()!) : [value.GetString()!];

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && (value.TryGetInt64(out _) || value.TryGetUInt64(out _)),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind.ToString().Equals(type, StringComparison.OrdinalIgnoreCase),
    };
}
