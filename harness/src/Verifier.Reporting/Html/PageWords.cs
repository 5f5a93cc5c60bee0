using Verifier.Reporting.Model;

namespace Verifier.Reporting.Html;

/// <summary>Words that the page's style and script know.</summary>
internal static class PageWords
{
    /// <summary>For a trust check.</summary>
    public static string Of(TrustState state) => state switch
    {
        TrustState.Good => "good",
        TrustState.Doubtful => "doubtful",
        TrustState.Failed => "failed",
        _ => "broken",
    };

    /// <summary>For a night of a finding.</summary>
    public static string Of(StripState state) => state switch
    {
        StripState.Failed => "failed",
        StripState.Passed => "passed",
        StripState.NotRun => "not-run",
        StripState.Masked => "masked",
        StripState.Flaky => "flaky",
        _ => "absent",
    };
}
