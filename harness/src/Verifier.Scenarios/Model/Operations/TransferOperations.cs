using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>A read or a write: it transfers as many bytes as IoStatus.Information says.</summary>
public abstract record TransferOperation : RequestOperation
{
    /// <summary>Byte offset; 0 unless set.</summary>
    public long Offset { get; init; }

    /// <summary>
    /// Fewest bytes that a success may transfer when memory is short; null if it must transfer as many as without a fault.
    /// </summary>
    public int? AtLeast { get; init; }

    /// <summary>Bytes asked for.</summary>
    public abstract int Asked { get; }
}

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

/// <summary><c>flush</c>: IRP_MJ_FLUSH_BUFFERS.</summary>
public sealed record FlushOperation : RequestOperation
{
    /// <inheritdoc/>
    public override string Word => "flush";
}
