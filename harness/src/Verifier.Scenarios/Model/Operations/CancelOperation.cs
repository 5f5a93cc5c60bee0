namespace Verifier.Scenarios.Model;

/// <summary><c>cancel</c>: IoCancelIrp on every pending request of that name.</summary>
public sealed record CancelOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "cancel";

    /// <summary>Name of the overlapped operation whose requests are cancelled.</summary>
    public required string Operation { get; init; }
}
