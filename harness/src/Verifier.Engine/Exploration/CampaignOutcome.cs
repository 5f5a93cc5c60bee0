using System.Collections.Immutable;
using Verifier.Engine.Economy;

namespace Verifier.Engine.Exploration;

/// <summary>The result of a campaign: the same for the same results of cases, in any order.</summary>
public sealed record CampaignOutcome
{
    /// <summary>The golden run.</summary>
    public required GoldenRecord Golden { get; init; }

    /// <summary>The counts of tried and untried fault points.</summary>
    public required Completeness Completeness { get; init; }

    /// <summary>Findings by cause: the golden run's first, then in the order of the first case.</summary>
    public required ImmutableArray<FindingGroup> Groups { get; init; }

    /// <summary>
    /// The differences between findings and the script's <c>expect:</c>; a missing finding counts only when the exploration was complete.
    /// </summary>
    public required ImmutableArray<string> Surprises { get; init; }

    /// <summary>Findings that the script expects and that did not come in the part that was explored.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Outcomes that the script expects of every fault and that runs did not have: each once, with the first such run.</summary>
    public ImmutableArray<UnmetOutcome> Unmet { get; init; } = [];

    /// <summary>Results, in the order of reports.</summary>
    public required ImmutableArray<CaseResult> Results { get; init; }

    /// <summary>The limits that exploration lowered.</summary>
    public ImmutableArray<LimitFound> Limits { get; init; } = [];

    /// <summary>Advice about the driver's use of memory; null if it was not asked for or not done.</summary>
    public EconomyReport? Economy { get; init; }

    /// <summary>The outcome of each fault site.</summary>
    public ImmutableArray<SiteOutcome> Sites { get; init; } = [];

    /// <summary>Cases in which every fault was absorbed or propagated.</summary>
    public int Passed => Results.Count(r => r.Verdict == CaseVerdict.Pass);

    /// <summary>Operations that absorbed a fault, over all cases.</summary>
    public long Absorbed => Results.Sum(r => (long)r.Absorbed);

    /// <summary>Operations that propagated one, over all cases.</summary>
    public long Propagated => Results.Sum(r => (long)r.Propagated);

    /// <summary>True if the driver does something unexpected although no call was made to fail.</summary>
    public bool FailsWithoutFault => !Golden.RanShort && Golden.Findings.Any(f => !f.IsExpected && f.Benign is null);
}
