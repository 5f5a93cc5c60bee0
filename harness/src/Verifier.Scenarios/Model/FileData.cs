using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

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
