namespace Verifier.Scenarios.Writing;

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items) : YamlNode
{
    /// <inheritdoc/>
    public override string Flow => $"[{string.Join(", ", Items.Select(i => i.Flow))}]";
}
