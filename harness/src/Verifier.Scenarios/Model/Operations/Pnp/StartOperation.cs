namespace Verifier.Scenarios.Model;

/// <summary><c>start</c>: AddDevice (once) and START_DEVICE for PnP drivers; nothing for others.</summary>
public sealed record StartOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "start";
}
