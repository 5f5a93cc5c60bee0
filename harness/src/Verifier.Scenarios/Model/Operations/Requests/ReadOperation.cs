using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>read</c>: IRP_MJ_READ.</summary>
public sealed record ReadOperation : TransferOperation, IOutputOperation
{
    /// <inheritdoc/>
    public override string Word => "read";

    /// <summary>Bytes asked for.</summary>
    public required int Length { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<ByteRange> Varies { get; init; } = [];

    /// <inheritdoc/>
    public override int Asked => Length;
}
