namespace Verifier.History;

/// <summary>
/// The list in which a night shows a finding. One for the terminal, the report and every format: what counts as what is decided once. In the order
/// of urgency.
/// </summary>
public enum FindingState
{
    /// <summary>It was fixed and is there again.</summary>
    Regressed,

    /// <summary>It is there for the first time.</summary>
    New,

    /// <summary>It was known and accepted until a day that is over.</summary>
    Expired,

    /// <summary>It is still there.</summary>
    Still,

    /// <summary>It comes and goes although nothing has changed.</summary>
    Flaky,

    /// <summary>Its places were executed and show another finding.</summary>
    Masked,

    /// <summary>Nothing is known of it tonight.</summary>
    NotRun,

    /// <summary>Its places were executed and pass.</summary>
    Fixed,

    /// <summary>It is there, and a list of known findings accepts it.</summary>
    Known,

    /// <summary>It is there, and a script expects it or calls its site benign.</summary>
    Expected,
}
