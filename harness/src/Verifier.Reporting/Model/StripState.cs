namespace Verifier.Reporting.Model;

/// <summary>What a finding did on one night.</summary>
public enum StripState
{
    /// <summary>It was there.</summary>
    Failed,

    /// <summary>The same plan was executed and passed.</summary>
    Passed,

    /// <summary>The plan was not executed.</summary>
    NotRun,

    /// <summary>It was not known yet, or was fixed before.</summary>
    Absent,

    /// <summary>The plan was executed and showed another finding.</summary>
    Masked,

    /// <summary>It came or went although nothing had changed.</summary>
    Flaky,
}
