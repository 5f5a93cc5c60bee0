namespace Verifier.Scenarios.Model;

/// <summary><c>random:LENGTH</c>, bytes drawn from the scenario's seed.</summary>
public sealed record RandomData : DataLiteral
{
    /// <summary>Number of bytes.</summary>
    public required int Count { get; init; }

    /// <inheritdoc/>
    public override int Length => Count;
}
