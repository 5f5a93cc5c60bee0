using System.Collections.Immutable;

namespace Verifier.Scenarios.Writing;

/// <summary>Keys with values, in the order in which they are written.</summary>
internal sealed record YamlMap(ImmutableArray<(string Key, YamlNode Value)> Entries) : YamlNode
{
    /// <inheritdoc/>
    public override string Flow => Entries.IsEmpty ? "{}" : $"{{ {string.Join(", ", Entries.Select(e => $"{e.Key}: {e.Value.Flow}"))} }}";
}
