namespace Verifier.Scenarios.Model;

/// <summary><c>read</c>: IRP_MJ_READ.</summary>
public sealed record ReadOperation : RequestOperation
{
    /// <inheritdoc/>
    public override string Word => "read";

    /// <summary>Bytes asked for.</summary>
    public required int Length { get; init; }

    /// <summary>Byte offset; 0 unless set.</summary>
    public long Offset { get; init; }
}

/// <summary><c>write</c>: IRP_MJ_WRITE.</summary>
public sealed record WriteOperation : RequestOperation
{
    /// <inheritdoc/>
    public override string Word => "write";

    /// <summary>The bytes.</summary>
    public required DataLiteral Data { get; init; }

    /// <summary>Byte offset; 0 unless set.</summary>
    public long Offset { get; init; }
}

/// <summary><c>flush</c>: IRP_MJ_FLUSH_BUFFERS.</summary>
public sealed record FlushOperation : RequestOperation
{
    /// <inheritdoc/>
    public override string Word => "flush";
}
