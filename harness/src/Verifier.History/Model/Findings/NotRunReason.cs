namespace Verifier.History;

/// <summary>Why a finding that was seen before is neither seen nor fixed.</summary>
public enum NotRunReason
{
    /// <summary>It is seen, or fixed: there is nothing to explain.</summary>
    None,

    /// <summary>Its scenario was not run with its driver.</summary>
    TargetNotRun,

    /// <summary>Its scenario was run, but not all runs that showed it: out of budget, or another way to explore.</summary>
    PointNotRun,

    /// <summary>The runs were done and could not be judged.</summary>
    Inconclusive,

    /// <summary>The runs showed another finding, which may hide this one.</summary>
    OtherFinding,

    /// <summary>The runs passed, in a night whose oracles were not sound.</summary>
    Untrusted,

    /// <summary>The driver does not come to its fault points any more: none is left that could pass.</summary>
    PointGone,
}
