using Verifier.Cli.Running;
using Verifier.Engine.Exploration;

namespace Verifier.Cli.Exploring;

/// <summary>All campaigns of an invocation, added up.</summary>
/// <param name="Records">Those that were begun.</param>
/// <param name="Planned">How many there are.</param>
/// <param name="IsInterrupted">Did somebody end it early?</param>
internal sealed record CampaignTotals(IReadOnlyList<CampaignRecord> Records, int Planned, bool IsInterrupted)
{
    /// <summary>The counts of tried and untried fault points.</summary>
    public Completeness Completeness { get; } =
        Records.Select(r => r.Outcome?.Completeness).OfType<Completeness>().Aggregate(new Completeness(), Sum);

    /// <summary>Findings, each cause once a campaign; those at sites that scripts call benign are not counted.</summary>
    public int Findings => Entries.Count();

    /// <summary>Those that no script expects.</summary>
    public int Unexpected => Entries.Count(e => !e.Lead.Exemplar.IsExpected);

    /// <summary>True if everything that was planned was done and judged.</summary>
    public bool IsComplete => !IsInterrupted && Records.Count == Planned && Records.All(r => r.IsComplete);

    /// <summary>The first word of the last line.</summary>
    public string Word => IsInterrupted ? "interrupted" : IsComplete ? "complete" : "incomplete";

    /// <summary>Campaigns with a verdict.</summary>
    public int Count(Verdict verdict) => Records.Count(r => r.Verdict == verdict);

    private IEnumerable<CampaignEntry> Entries => Records.SelectMany(r => CampaignEntry.Of(r.Outcome)).Where(e => !e.Lead.IsBenign);

    private static Completeness Sum(Completeness a, Completeness b) => new()
    {
        Points = a.Points + b.Points,
        Sites = a.Sites + b.Sites,
        FailedOnce = a.FailedOnce + b.FailedOnce,
        ShapeRuns = a.ShapeRuns + b.ShapeRuns,
        SitesFailed = a.SitesFailed + b.SitesFailed,
        FailedPersistently = a.FailedPersistently + b.FailedPersistently,
        SecondSeen = a.SecondSeen + b.SecondSeen,
        SecondFailed = a.SecondFailed + b.SecondFailed,
        RandomRuns = a.RandomRuns + b.RandomRuns,
        ExhaustRuns = a.ExhaustRuns + b.ExhaustRuns,
        FillRuns = a.FillRuns + b.FillRuns,
        Excluded = a.Excluded + b.Excluded,
        OutOfBudget = a.OutOfBudget + b.OutOfBudget,
        Inconclusive = a.Inconclusive + b.Inconclusive,
    };
}
