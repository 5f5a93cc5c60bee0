namespace Verifier.History.Comparing;

/// <summary>The result of one night for a finding, independent of the night that is compared with.</summary>
public enum FindingStatus
{
    /// <summary>A run showed it.</summary>
    Seen,

    /// <summary>Its fault points were executed and passed.</summary>
    Passed,

    /// <summary>Neither.</summary>
    NotRun,

    /// <summary>Its fault points were executed, and runs of them showed other findings only.</summary>
    Masked,
}
