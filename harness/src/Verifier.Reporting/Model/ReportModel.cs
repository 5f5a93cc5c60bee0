using System.Collections.Immutable;
using Verifier.History;

namespace Verifier.Reporting.Model;

/// <summary>
/// A night as reports show it. Every format is written from this, and from nothing else. Immutable once its runs are added.
/// </summary>
public sealed record ReportModel
{
    /// <summary>The night, with the facts that decide if it can be trusted.</summary>
    public required ReportNight Night { get; init; }

    /// <summary>Drivers with scenarios, in the order of reports.</summary>
    public ImmutableArray<ReportCampaign> Campaigns { get; init; } = [];

    /// <summary>The runs.</summary>
    public RunTable Runs { get; init; } = new();

    /// <summary>The findings, those of earlier nights included that were fixed or not run.</summary>
    public ImmutableArray<ReportFinding> Findings { get; init; } = [];

    /// <summary>The fault sites.</summary>
    public ImmutableArray<ReportSite> Sites { get; init; } = [];

    /// <summary>DDIs that drivers import and no run came to.</summary>
    public ImmutableArray<UnreachedDdis> Unreached { get; init; } = [];

    /// <summary>Advice on how drivers could use memory better.</summary>
    public ImmutableArray<AdviceRow> Advice { get; init; } = [];

    /// <summary>Earlier nights and tonight, oldest first.</summary>
    public ImmutableArray<TrendNight> Trend { get; init; } = [];

    /// <summary>The details of single runs.</summary>
    public ImmutableArray<RunDetail> Details { get; init; } = [];

    /// <summary>The numbers.</summary>
    public ReportCounts Counts => ReportCounts.Of(this);

    /// <summary>The checks on the night itself.</summary>
    public ImmutableArray<TrustCheck> Trust => [.. TrustCheck.Of(this)];

    /// <summary>True if the rest of the report can be relied on.</summary>
    public bool IsTrusted => Trust.All(t => t.State != TrustState.Broken);

    /// <summary>The findings of one list, in the order of reports.</summary>
    public IEnumerable<ReportFinding> With(FindingState state) => Findings.Where(f => f.List == state);

    /// <summary>The findings of one transition, in the order of reports, without those that are accepted.</summary>
    public IEnumerable<ReportFinding> With(Transition transition) => Findings.Where(f => f.Transition == transition && !f.IsKnown);

    /// <summary>The first fact that a reader must know, in a few words: a cause that makes the night fail before anything else.</summary>
    public string Headline => Model.Headline.Of(this);

    /// <summary>The command that replays a token.</summary>
    public string ReplayCommand(string token) => $"{Night.Replay} {token}";
}
