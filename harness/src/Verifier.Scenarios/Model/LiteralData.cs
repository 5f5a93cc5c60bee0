using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>text:…</c>, the text in UTF-8 without a terminator, or <c>hex:…</c>, the bytes themselves.</summary>
public sealed record LiteralData : DataLiteral
{
    /// <summary>The bytes.</summary>
    public required ImmutableArray<byte> Bytes { get; init; }

    /// <inheritdoc/>
    public override int Length => Bytes.Length;
}
