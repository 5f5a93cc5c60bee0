using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>wmi</c>: IRP_MJ_SYSTEM_CONTROL.</summary>
public sealed record WmiOperation : Operation, IOutputOperation
{
    /// <inheritdoc/>
    public override string Word => "wmi";

    /// <summary>The minor function.</summary>
    public required WmiRequest Request { get; init; }

    /// <summary>GUID of the data block; null for all zeroes.</summary>
    public Guid? Block { get; init; }

    /// <summary>Input bytes; null if there are none.</summary>
    public DataLiteral? Input { get; init; }

    /// <summary>Length of the output buffer in bytes.</summary>
    public int OutputLength { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<ByteRange> Varies { get; init; } = [];
}
