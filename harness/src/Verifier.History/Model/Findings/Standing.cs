namespace Verifier.History;

/// <summary>How a finding stands at the end of a night.</summary>
public enum Standing
{
    /// <summary>Not seen so far.</summary>
    Unknown,

    /// <summary>Seen, and not fixed since.</summary>
    Open,

    /// <summary>Seen, and fixed since.</summary>
    Fixed,
}
