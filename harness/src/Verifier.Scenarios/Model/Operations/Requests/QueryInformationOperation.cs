using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>query-information</c>: IRP_MJ_QUERY_INFORMATION.</summary>
public sealed record QueryInformationOperation : RequestOperation, IOutputOperation
{
    /// <inheritdoc/>
    public override string Word => "query-information";

    /// <summary>What is asked for.</summary>
    public required FileInformationClass Class { get; init; }

    /// <summary>Length of the output buffer in bytes.</summary>
    public required int OutputLength { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<ByteRange> Varies { get; init; } = [];
}
