using Verifier.History;

namespace Verifier.Reporting.Model;

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
