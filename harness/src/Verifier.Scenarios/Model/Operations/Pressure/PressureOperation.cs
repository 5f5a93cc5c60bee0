namespace Verifier.Scenarios.Model;

/// <summary>A <c>pressure</c> operation: other consumers of memory act.</summary>
public abstract record PressureOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "pressure";
}
