namespace Verifier.Scenarios.Model;

/// <summary><c>surprise-remove</c>: SURPRISE_REMOVAL; REMOVE_DEVICE follows by <c>remove</c> once the handles are closed.</summary>
public sealed record SurpriseRemoveOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "surprise-remove";
}
