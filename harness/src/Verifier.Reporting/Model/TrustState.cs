namespace Verifier.Reporting.Model;

/// <summary>How one of the checks on the night itself came out.</summary>
public enum TrustState
{
    /// <summary>As it must be.</summary>
    Good,

    /// <summary>Worth a look; the rest of the report stands.</summary>
    Doubtful,

    /// <summary>The rest of the report must not be relied on.</summary>
    Broken,

    /// <summary>It makes the night fail; the rest of the report stands.</summary>
    Failed,
}
