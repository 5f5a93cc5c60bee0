namespace Verifier.Scenarios.Model;

/// <summary><c>write</c>: IRP_MJ_WRITE.</summary>
public sealed record WriteOperation : TransferOperation
{
    /// <inheritdoc/>
    public override string Word => "write";

    /// <summary>The bytes.</summary>
    public required DataLiteral Data { get; init; }

    /// <inheritdoc/>
    public override int Asked => Data.Length;
}
