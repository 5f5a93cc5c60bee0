namespace Verifier.History;

/// <summary>
/// A finding that people know and accept for a time: listed apart, and no failure until it expires. Named by its fingerprint, or by driver, kind and
/// place.
/// </summary>
public sealed record KnownFinding
{
    /// <summary>The finding's fingerprint, or that of its cause; null when it is named by driver, kind and place.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The driver's name, or a pattern; null when it is named by fingerprint.</summary>
    public string? Driver { get; init; }

    /// <summary>The kind in one word, as scripts spell it; null when it is named by fingerprint.</summary>
    public string? Kind { get; init; }

    /// <summary>The routine that calls, its name with its type, or <c>DDI in Routine</c>, or a pattern of these; null when it is named by fingerprint.</summary>
    public string? Place { get; init; }

    /// <summary>Why it is accepted.</summary>
    public required string Reason { get; init; }

    /// <summary>Who answers for it; null when nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>Where it is tracked; null when it is nowhere.</summary>
    public string? Link { get; init; }

    /// <summary>The last day on which it is accepted; null for no end.</summary>
    public DateOnly? Expiry { get; init; }

    /// <summary>Is it accepted no longer?</summary>
    public bool IsExpiredOn(DateOnly day) => Expiry is { } last && day > last;
}
