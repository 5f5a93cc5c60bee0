using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>A device control request: <see cref="IoctlOperation"/> or <see cref="InternalIoctlOperation"/>.</summary>
public abstract record ControlOperation : RequestOperation, IOutputOperation
{
    /// <summary>The control code; its low two bits are the transfer method (harness/docs/facts/io.md#buffers).</summary>
    public required uint Code { get; init; }

    /// <summary>Input bytes; null if there is no input buffer.</summary>
    public DataLiteral? Input { get; init; }

    /// <summary>Length of the output buffer in bytes; 0 if there is none.</summary>
    public int OutputLength { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<ByteRange> Varies { get; init; } = [];
}
