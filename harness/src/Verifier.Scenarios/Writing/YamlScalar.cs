namespace Verifier.Scenarios.Writing;

/// <summary>A scalar, as it is written.</summary>
internal sealed record YamlScalar(string Written) : YamlNode
{
    /// <inheritdoc/>
    public override string Flow => Written;
}
