using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>Bytes a script hands to a driver.</summary>
public abstract record DataLiteral : ScenarioNode
{
    /// <summary>Longest literal a script may ask for, in bytes.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>Number of bytes.</summary>
    public abstract int Length { get; }
}

/// <summary><c>text:…</c>, the text in UTF-8 without a terminator, or <c>hex:…</c>, the bytes themselves.</summary>
public sealed record LiteralData : DataLiteral
{
    /// <summary>The bytes.</summary>
    public required ImmutableArray<byte> Bytes { get; init; }

    /// <inheritdoc/>
    public override int Length => Bytes.Length;
}

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

/// <summary><c>random:LENGTH</c>, bytes drawn from the scenario's seed.</summary>
public sealed record RandomData : DataLiteral
{
    /// <summary>Number of bytes.</summary>
    public required int Count { get; init; }

    /// <inheritdoc/>
    public override int Length => Count;
}

/// <summary><c>file:…</c>, the content of a file inside the scenario's folder, read when the script was.</summary>
public sealed record FileData : DataLiteral
{
    /// <summary>Path as written, relative to the scenario's folder, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>The content.</summary>
    public required ImmutableArray<byte> Bytes { get; init; }

    /// <inheritdoc/>
    public override int Length => Bytes.Length;
}
