namespace Verifier.Scenarios.Model;

/// <summary><c>close</c>: the last handle goes: IRP_MJ_CLEANUP, then IRP_MJ_CLOSE when no request is left.</summary>
public sealed record CloseOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "close";

    /// <summary>The handle.</summary>
    public required string Handle { get; init; }
}
