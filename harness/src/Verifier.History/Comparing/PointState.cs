namespace Verifier.History.Comparing;

/// <summary>What became of a fault point tonight.</summary>
public enum PointState
{
    /// <summary>It was executed and passed.</summary>
    Passed,

    /// <summary>It was executed and showed the finding in question.</summary>
    Failed,

    /// <summary>It was executed and showed other findings only.</summary>
    OtherFinding,

    /// <summary>It was executed and could not be judged.</summary>
    Inconclusive,

    /// <summary>Its scenario was run with its driver, but this point not.</summary>
    NotRun,

    /// <summary>Its scenario was not run with its driver.</summary>
    TargetNotRun,

    /// <summary>All points were executed, and it was not among them.</summary>
    Gone,
}
