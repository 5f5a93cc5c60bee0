namespace Verifier.Reporting.Model;

/// <summary>How a run, or all runs of a driver with a scenario, ended.</summary>
public enum RunVerdict
{
    /// <summary>Every fault was absorbed or propagated.</summary>
    Pass,

    /// <summary>The driver did something wrong.</summary>
    Finding,

    /// <summary>No verdict: out of budget, an unsupported DDI, or a missed fault. Never green.</summary>
    Inconclusive,

    /// <summary>The harness failed.</summary>
    HarnessError,
}

/// <summary>Verdicts as reports spell them.</summary>
public static class VerdictWords
{
    /// <summary>The word for a verdict.</summary>
    public static string Of(RunVerdict verdict) => verdict switch
    {
        RunVerdict.Pass => "pass",
        RunVerdict.Finding => "finding",
        RunVerdict.Inconclusive => "inconclusive",
        _ => "harness-error",
    };
}
