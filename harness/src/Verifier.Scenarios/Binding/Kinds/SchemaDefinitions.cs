using System.Text.Json.Nodes;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>The shared parts of the schema, each generated once.</summary>
internal sealed class SchemaDefinitions
{
    private readonly SortedDictionary<string, JsonObject?> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IObjectKind> _tables = new(StringComparer.Ordinal);

    /// <summary>The key tables met so far, in the order in which they were met.</summary>
    public IEnumerable<IObjectKind> Tables => _tables.Values;

    /// <summary>A reference to a key table.</summary>
    /// <param name="table">The table.</param>
    /// <returns>A new <c>$ref</c> object.</returns>
    /// <exception cref="InvalidOperationException">Another table has the same name.</exception>
    public JsonObject Reference(IObjectKind table)
    {
        if (!_tables.TryAdd(table.Name, table) && _tables[table.Name] != table)
        {
            throw new InvalidOperationException($"two key tables have the name '{table.Name}'");
        }

        return Reference(table.Name, () => ObjectSchema.Of(table, this));
    }

    /// <summary>A reference to a shared part.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="make">Makes the part at the first reference to it; may refer to it in turn.</param>
    /// <returns>A new <c>$ref</c> object.</returns>
    public JsonObject Reference(string name, Func<JsonObject> make)
    {
        if (_definitions.TryAdd(name, null))
        {
            _definitions[name] = make();
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    /// <summary>The parts by name.</summary>
    /// <returns>The value of the schema's <c>definitions</c>.</returns>
    public JsonObject ToJson() => new(_definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
}
