using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Verifier.Tests.Cli.Results;

/// <summary>Checks JSON against a schema that uses the words of JSON Schema that ours, SARIF's and CTRF's do; another word is an error of the test.</summary>
internal sealed class JsonShape(JsonElement schema)
{
    private static readonly HashSet<string> s_silent = ["$schema", "title", "description", "definitions", "default"];

    /// <summary>Where the value differs from the schema.</summary>
    public IReadOnlyList<string> Differences(JsonElement value) => [.. Check(schema, value, "$")];

    private IEnumerable<string> Check(JsonElement rule, JsonElement value, string path) => rule.ValueKind switch
    {
        JsonValueKind.True => [],
        JsonValueKind.False => [$"{path} is not in the schema"],
        _ => CheckWords(rule, value, path),
    };

    private IEnumerable<string> CheckWords(JsonElement rule, JsonElement value, string path) => rule.EnumerateObject()
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
            "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= word.Value.GetDecimal() ? [] : [$"{path} is too large"],
            "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= word.Value.GetInt32() ? [] : [$"{path} is too short"],
            "format" => value.ValueKind != JsonValueKind.String || HasFormat(value.GetString()!, word.Value.GetString()!) ? [] : [$"{path} is no {word.Value}"],
            "uniqueItems" => !word.Value.GetBoolean() || AreUnique([.. value.EnumerateArray()]) ? [] : [$"{path} has the same item twice"],
            "minItems" => value.GetArrayLength() >= word.Value.GetInt32() ? [] : [$"{path} has too few items"],
            "maxItems" => value.GetArrayLength() <= word.Value.GetInt32() ? [] : [$"{path} has too many items"],
            "required" => Words(word.Value).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{path}.{name} is missing"),
            "properties" => word.Value.EnumerateObject()
                .SelectMany(p => value.TryGetProperty(p.Name, out var child) ? Check(p.Value, child, $"{path}.{p.Name}") : []),
            "additionalProperties" => Additional(rule, word.Value, value, path),
            "items" => value.EnumerateArray().SelectMany((item, i) => Check(word.Value, item, $"{path}[{i}]")),
            "oneOf" => word.Value.EnumerateArray().Count(option => !Check(option, value, path).Any()) == 1 ? [] : [$"{path} does not fit exactly one alternative"],
            "anyOf" => word.Value.EnumerateArray().Any(option => !Check(option, value, path).Any()) ? [] : [$"{path} fits no alternative"],
            var other => throw new NotSupportedException($"the schema's word {other}"),
        });

    private IEnumerable<string> Additional(JsonElement rule, JsonElement word, JsonElement value, string path)
    {
        var known = rule.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(p => p.Name).ToHashSet() : [];
        return value.EnumerateObject().Where(p => !known.Contains(p.Name)).SelectMany(p => Check(word, p.Value, $"{path}.{p.Name}"));
    }

    private JsonElement Resolve(string reference) => schema.GetProperty("definitions").GetProperty(reference["#/definitions/".Length..]);

    private static IEnumerable<string> Words(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.GetString()!) : [value.GetString()!];

    private static bool AreUnique(JsonElement[] items) =>
        !items.Where((item, i) => items.Take(i).Any(other => JsonElement.DeepEquals(item, other))).Any();

    private static bool HasFormat(string text, string format) => format switch
    {
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "uri-reference" => Uri.IsWellFormedUriString(text, UriKind.RelativeOrAbsolute),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        _ => throw new NotSupportedException($"the format {format}"),
    };

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && (value.TryGetInt64(out _) || value.TryGetUInt64(out _)),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind.ToString().Equals(type, StringComparison.OrdinalIgnoreCase),
    };
}
