namespace Verifier.Reporting.Model;

/// <summary>The settings with which a report is written.</summary>
public sealed record ReportOptions
{
    /// <summary>Bytes above which the writer warns that the page is big.</summary>
    public long WarnAbove { get; init; } = 25_000_000;

    /// <summary>Bytes above which details of runs go to a page beside the first.</summary>
    public long SpillAbove { get; init; } = 50_000_000;

    /// <summary>Events kept of one run; what lies around the injected failure and the verdict is kept first.</summary>
    public int EventsMax { get; init; } = 2_000;
}
