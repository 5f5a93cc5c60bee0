namespace Verifier.Scenarios.Model;

/// <summary><c>fill:LENGTH:BYTE</c>, one byte repeated.</summary>
public sealed record FillData : DataLiteral
{
    /// <summary>Number of bytes.</summary>
    public required int Count { get; init; }

    /// <summary>The byte.</summary>
    public required byte Value { get; init; }

    /// <inheritdoc/>
    public override int Length => Count;
}
