using Verifier.History;

namespace Verifier.Reporting.Model;

/// <summary>The numbers that every format shows: counted once, so that no two formats can disagree.</summary>
public sealed record ReportCounts
{
    /// <summary>Findings that are new.</summary>
    public int New { get; init; }

    /// <summary>Findings that came back.</summary>
    public int Regressed { get; init; }

    /// <summary>Findings that are still there.</summary>
    public int Still { get; init; }

    /// <summary>Findings that were fixed.</summary>
    public int Fixed { get; init; }

    /// <summary>Findings that nothing is known of tonight.</summary>
    public int NotRun { get; init; }

    /// <summary>Findings whose places show another finding.</summary>
    public int Masked { get; init; }

    /// <summary>Findings that come and go although nothing has changed.</summary>
    public int Flaky { get; init; }

    /// <summary>Findings that were accepted until a day that is over.</summary>
    public int Expired { get; init; }

    /// <summary>Findings that are there, and that the list of known findings accepts.</summary>
    public int Known { get; init; }

    /// <summary>Findings that are there, and that a script expects.</summary>
    public int Expected { get; init; }

    /// <summary>Findings that are there tonight and are not meant to be.</summary>
    public int Open => New + Regressed + Expired + Still;

    /// <summary>All findings, each cause once.</summary>
    public int Findings => Open + Fixed + Masked + Flaky + NotRun + Known + Expected;

    /// <summary>Runs executed, those without a row included.</summary>
    public long Runs { get; init; }

    /// <summary>Passing runs.</summary>
    public long Passed { get; init; }

    /// <summary>Runs with findings.</summary>
    public long Failed { get; init; }

    /// <summary>Runs without a verdict.</summary>
    public long Inconclusive { get; init; }

    /// <summary>Runs that the harness failed in.</summary>
    public long HarnessErrors { get; init; }

    /// <summary>Campaigns: a driver with a scenario each.</summary>
    public int Campaigns { get; init; }

    /// <summary>Campaigns with findings that the script does not expect, or without ones that it does.</summary>
    public int CampaignsFailed { get; init; }

    /// <summary>Campaigns without a verdict.</summary>
    public int CampaignsInconclusive { get; init; }

    /// <summary>Campaigns that the harness failed in.</summary>
    public int CampaignErrors { get; init; }

    /// <summary>Campaigns that came out as they must.</summary>
    public int CampaignsPassed => Campaigns - CampaignsFailed - CampaignsInconclusive - CampaignErrors;

    /// <summary>Fault sites that runs came to.</summary>
    public int SitesReached { get; init; }

    /// <summary>Of those, the ones where a call was made to fail.</summary>
    public int SitesFailed { get; init; }

    /// <summary>Counts a model.</summary>
    internal static ReportCounts Of(ReportModel model) => new()
    {
        New = model.With(FindingState.New).Count(),
        Regressed = model.With(FindingState.Regressed).Count(),
        Still = model.With(FindingState.Still).Count(),
        Fixed = model.With(FindingState.Fixed).Count(),
        NotRun = model.With(FindingState.NotRun).Count(),
        Masked = model.With(FindingState.Masked).Count(),
        Flaky = model.With(FindingState.Flaky).Count(),
        Expired = model.With(FindingState.Expired).Count(),
        Known = model.With(FindingState.Known).Count(),
        Expected = model.With(FindingState.Expected).Count(),
        Runs = model.Night.Totals?.Executed ?? model.Runs.Count,
        Passed = model.Night.Totals?.Passed ?? model.Runs.CountOf(RunVerdict.Pass),
        Failed = model.Night.Totals?.Failed ?? model.Runs.CountOf(RunVerdict.Finding),
        Inconclusive = model.Night.Totals?.Inconclusive ?? model.Runs.CountOf(RunVerdict.Inconclusive),
        HarnessErrors = model.Night.Totals?.Errors ?? model.Runs.CountOf(RunVerdict.Error),
        Campaigns = model.Campaigns.Length,
        CampaignsFailed = model.Campaigns.Count(c => c.IsFailure),
        CampaignsInconclusive = model.Campaigns.Count(c => c.Verdict == RunVerdict.Inconclusive),
        CampaignErrors = model.Campaigns.Count(c => c.Verdict == RunVerdict.Error),
        SitesReached = model.Sites.Count(s => s.Reached > 0),
        SitesFailed = model.Sites.Count(s => s.Reached > 0 && !s.IsBlindSpot),
    };
}
