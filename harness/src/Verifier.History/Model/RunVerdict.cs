namespace Verifier.History;

/// <summary>How a run ended.</summary>
public enum RunVerdict
{
    /// <summary>Nothing was found.</summary>
    Pass,

    /// <summary>Something was found, expected or not.</summary>
    Finding,

    /// <summary>The run cannot be judged. Never green.</summary>
    Inconclusive,

    /// <summary>The harness failed.</summary>
    Error,
}
