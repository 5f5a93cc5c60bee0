using System.Collections.Immutable;
using Verifier.History;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>
/// A driver with a scenario as one cell. A night runs a scenario as its script says and explores it besides: for a reader that is one cell,
/// as bad as the worse.
/// </summary>
internal sealed class CellReading
{
    private const int Surprise = 3;

    private readonly ILookup<TargetPair, bool> _accepted;
    private readonly HashSet<TargetPair> _changed;
    private readonly HashSet<TargetPair> _failedBefore;

    public CellReading(NightView view)
    {
        _accepted = view.Findings
            .SelectMany(f => f.Scenarios.Select(s => (Pair: new TargetPair(f.Finding.Driver, s.Scenario), IsAccepted: !FindingStates.IsFailing(f.State))))
            .ToLookup(f => f.Pair, f => f.IsAccepted);

        // Where a finding came, it came in each scenario that shows it; where it went, in the one that showed it best.
        _changed = [.. view.Findings.Where(f => f.State is FindingState.New or FindingState.Regressed or FindingState.Expired or FindingState.Fixed)
            .SelectMany(f => f.Scenarios.Select(s => s.Scenario).Append(f.Exemplar.Scenario).Select(s => new TargetPair(f.Finding.Driver, s)))];
        _failedBefore = [.. view.FailedBefore];
    }

    /// <summary>The cell of a pair's targets.</summary>
    public ReportCampaign Of(IGrouping<TargetPair, TargetRow> targets)
    {
        var worst = targets.MaxBy(t => Severity(t.Verdict))!;
        var isAsExpected = worst.Verdict == "finding" || (Severity(worst.Verdict) == Surprise && !targets.Any(t => IsFailing(t, [.. _accepted[targets.Key]])));
        var isRed = worst.Verdict == "error" || (Severity(worst.Verdict) == Surprise && !isAsExpected);
        return new ReportCampaign
        {
            Driver = worst.Driver,
            Build = worst.DriverBuild,
            Scenario = worst.Scenario,
            Path = worst.ScenarioPath,
            ScenarioHash = worst.ScenarioHash,
            Seed = worst.Seed,
            Verdict = worst.Verdict switch
            {
                "pass" => RunVerdict.Pass,
                "inconclusive" or "unmodelled" => RunVerdict.Inconclusive,
                "error" => RunVerdict.Error,
                _ => RunVerdict.Finding,
            },
            IsAsExpected = isAsExpected,
            IsChanged = _changed.Contains(targets.Key) || (isRed && !_failedBefore.Contains(targets.Key)),
            Problem = worst.Problem ?? (worst.Surprises.IsEmpty || isAsExpected ? null : worst.Surprises[0]),
            Remarks = [.. targets.SelectMany(t => t.Remarks).Distinct(StringComparer.Ordinal)],
            Completeness = targets.Select(t => t.Completeness).FirstOrDefault(c => c is not null),
        };
    }

    private static int Severity(string verdict) => verdict switch
    {
        "pass" => 0,
        "finding" => 1,
        "inconclusive" or "unmodelled" => 2,
        "error" => 4,
        _ => Surprise,
    };

    // A planted defect shows in other scenarios than the one that expects it: what the night as a whole accepts, fails no target. A night
    // of an earlier version, or one that did not end, has not worked it out. What a script expects and did not find is never accepted.
    private static bool IsFailing(TargetRow target, ImmutableArray<bool> accepted) => target.IsFailing ?? (Severity(target.Verdict) >= Surprise
        && (accepted.IsEmpty || !accepted.All(one => one) || target.Unmet > 0));
}
