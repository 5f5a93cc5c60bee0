using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Known;

/// <summary>An entry of <c>known-findings.yaml</c>: a finding that is accepted for a time.</summary>
public sealed record KnownEntry
{
    /// <summary>The place of the entry in the file.</summary>
    public SourceSpan Source { get; init; }

    /// <summary>The finding's fingerprint, or that of its cause; null when it is named by driver, kind and place.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The drivers; null when it is named by fingerprint.</summary>
    public Glob? Driver { get; init; }

    /// <summary>The kind of finding in one word; null when it is named by fingerprint.</summary>
    public string? Kind { get; init; }

    /// <summary>The routine, or <c>DDI in Routine</c>; null when it is named by fingerprint.</summary>
    public Glob? Place { get; init; }

    /// <summary>The reason why it is accepted.</summary>
    public required string Reason { get; init; }

    /// <summary>The person or team that answers for it; null if none is named.</summary>
    public string? Owner { get; init; }

    /// <summary>The address under which it is tracked; null if none is named.</summary>
    public string? Link { get; init; }

    /// <summary>The last day on which it is accepted; null for no end.</summary>
    public DateOnly? Expiry { get; init; }
}
