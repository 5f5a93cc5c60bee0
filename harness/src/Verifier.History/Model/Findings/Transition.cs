namespace Verifier.History;

/// <summary>What became of a finding since the night that is compared with.</summary>
public enum Transition
{
    /// <summary>Seen tonight, and never before as far as that night knows.</summary>
    New,

    /// <summary>Seen tonight, and fixed before.</summary>
    Regressed,

    /// <summary>Seen tonight and before.</summary>
    Still,

    /// <summary>Seen before; tonight its fault points were executed and passed.</summary>
    Fixed,

    /// <summary>Seen before, and tonight nobody looked, or could not see. Never shown as fixed.</summary>
    NotRun,

    /// <summary>Seen before; tonight its fault points were executed, and runs of them showed another finding, which may hide this one.</summary>
    Masked,

    /// <summary>It comes and goes although driver, script and harness are the same: seen tonight where it passed before, or passed where it was seen.</summary>
    Flaky,
}
