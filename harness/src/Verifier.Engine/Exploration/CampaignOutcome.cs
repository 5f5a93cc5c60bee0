using System.Collections.Immutable;
using Verifier.Engine.Economy;

namespace Verifier.Engine.Exploration;

/// <summary>What came of a campaign: the same for the same results, in whatever order they came.</summary>
public sealed record CampaignOutcome
{
    /// <summary>The golden run.</summary>
    public required GoldenRecord Golden { get; init; }

    /// <summary>What was tried and what was not.</summary>
    public required Completeness Completeness { get; init; }

    /// <summary>Findings by cause: the golden run's first, then in the order of the first case.</summary>
    public required ImmutableArray<FindingGroup> Groups { get; init; }

    /// <summary>Where findings and the script's <c>expect:</c> differ; what is missing counts only when all of it was explored.</summary>
    public required ImmutableArray<string> Surprises { get; init; }

    /// <summary>What the script expects and was not found, in however small a part was explored.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Outcomes that the script expects of every fault and that runs did not have: each once, with the first such run.</summary>
    public ImmutableArray<UnmetOutcome> Unmet { get; init; } = [];

    /// <summary>Results, in the order of reports.</summary>
    public required ImmutableArray<CaseResult> Results { get; init; }

    /// <summary>The limits that exploration lowered.</summary>
    public ImmutableArray<LimitFound> Limits { get; init; } = [];

    /// <summary>What the driver could do better with memory; null if nobody asked, or it was not done.</summary>
    public EconomyReport? Economy { get; init; }

    /// <summary>What became of each fault site.</summary>
    public ImmutableArray<SiteOutcome> Sites { get; init; } = [];

    /// <summary>Cases in which every fault was absorbed or propagated.</summary>
    public int Passed => Results.Count(r => r.Verdict == CaseVerdict.Pass);

    /// <summary>Operations that absorbed a fault, over all cases.</summary>
    public long Absorbed => Results.Sum(r => (long)r.Absorbed);

    /// <summary>Operations that propagated one, over all cases.</summary>
    public long Propagated => Results.Sum(r => (long)r.Propagated);

    /// <summary>Does the driver do something unexpected although nothing was made to fail?</summary>
    public bool FailsWithoutFault => !Golden.RanShort && Golden.Findings.Any(f => !f.IsExpected && f.Benign is null);
}
