namespace Verifier.History.Comparing;

/// <summary>What a night says of a finding by itself, whatever it is compared with.</summary>
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
