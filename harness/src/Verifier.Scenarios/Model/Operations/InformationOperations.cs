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

/// <summary><c>set-information</c>: IRP_MJ_SET_INFORMATION.</summary>
public sealed record SetInformationOperation : RequestOperation
{
    /// <inheritdoc/>
    public override string Word => "set-information";

    /// <summary>What is set.</summary>
    public required FileInformationClass Class { get; init; }

    /// <summary>The structure of the class.</summary>
    public required DataLiteral Data { get; init; }
}

/// <summary>A FILE_INFORMATION_CLASS.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Text">As the script spells it.</param>
public readonly record struct FileInformationClass(uint Number, string Text);
