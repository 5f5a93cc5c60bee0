using System.Collections.Immutable;
using Verifier.Engine.Economy;
using Verifier.Engine.Verdicts;

namespace Verifier.Engine.Exploration;

/// <summary>Adds the results of a campaign up.</summary>
internal static class OutcomeReckoning
{
    public static CampaignOutcome Of(
        Campaign campaign, IEnumerable<ExploredCase> known, IReadOnlyDictionary<string, CaseResult> results, ImmutableArray<LimitFound> limits)
    {
        var cases = known.Where(c => c.Kind != CaseKind.Economy).Order(ExploredCase.ReportOrder).ToList();
        var done = cases.Where(c => results.ContainsKey(c.Key)).Select(c => (Case: c, Result: results[c.Key])).ToList();
        var groups = Groups(campaign, done);
        var completeness = CompletenessOf(campaign, cases, done);
        var expectations = new ExpectationSet(campaign.Plan.Scenario, campaign.Plan.Driver.Name);
        var findings = Expectable(groups, done);

        // While the script's own faults rest, what it expects of them need not come.
        ImmutableArray<Surprise> missing = campaign.Plan.Variation.RestsScriptFaults ? [] : [.. expectations.Missing(findings)];
        var unmet = Unmet(done);
        var isWhole = !campaign.IsSharded && completeness.OutOfBudget == 0;
        return new CampaignOutcome
        {
            Golden = campaign.Golden,
            Completeness = completeness,
            Groups = groups,
            Surprises =
            [
                .. expectations.Unexpected(findings),
                .. unmet.Select(u => new Surprise(SurpriseKind.OtherOutcome, u.Sentence)),
                .. isWhole ? missing : [],
            ],
            Missing = missing,
            Unmet = unmet,
            Results = [.. done.Select(d => d.Result)],
            Limits = limits,
            Economy = EconomyOf(campaign, done, results.Values.FirstOrDefault(r => r.Economy is not null)?.Economy),
            Sites = Sites(campaign, done),
        };
    }

    private static ImmutableArray<FindingGroup> Groups(Campaign campaign, List<(ExploredCase Case, CaseResult Result)> done)
    {
        var golden = campaign.Golden.Findings.Select(f => (Finding: f, Key: string.Empty, Faults: 0L, Kind: CaseKind.Each, campaign.Golden.Calls));
        var found = done.SelectMany(d => d.Result.Findings.Select(f => (Finding: f, d.Case.Key, Faults: d.Result.Injected, d.Case.Kind, d.Result.Calls)));
        var groups = golden.Concat(found).GroupBy(f => f.Finding.Fingerprint).Select(group =>
        {
            var runs = group.OrderBy(f => ExemplarOrders.Of(f.Finding, f.Key, f.Kind, f.Faults)).ThenBy(f => f.Faults).ThenBy(f => f.Kind).ThenBy(f => f.Calls).ToList();
            return new FindingGroup(group.Key, runs[0].Finding.CoarseFingerprint, runs[0].Finding, [.. runs.Select(r => r.Key).Where(k => k.Length > 0).Distinct()]);
        }).ToList();
        return [.. groups.Select(g => g with { Related = [.. groups.Where(o => o != g && o.CoarseFingerprint == g.CoarseFingerprint).Select(o => o.Fingerprint)] })];
    }

    // One for each group, and one more where the same defect is seen in another way too: left at REMOVE, and stopped for it at unload.
    private static List<Finding> Expectable(ImmutableArray<FindingGroup> groups, List<(ExploredCase Case, CaseResult Result)> done)
    {
        var others = done.SelectMany(d => d.Result.Findings);
        return
        [
            .. groups.Select(g => g.Exemplar).Concat(others).DistinctBy(f => (f.Fingerprint, f.Kind)).Where(f => f.Benign is null).Select(f => f.ToFinding()),
        ];
    }

    // Fallbacks are seen while the error paths are explored, whether or not the golden run is read for advice.
    private static EconomyReport? EconomyOf(Campaign campaign, List<(ExploredCase Case, CaseResult Result)> done, EconomyReport? read)
    {
        var fallbacks = FallbackAdvice.Of(done.Where(d => d.Result.Fallback is not null && d.Case.Variation.Points is [{ Shape: null }])
            .Select(d => (campaign.Golden.Points[(int)d.Case.Variation.Points[0].Ordinal - 1], d.Result.Fallback!)));
        return fallbacks.IsEmpty ? read : new EconomyReport([.. read?.Advice ?? [], .. fallbacks], read?.Sites ?? [], read?.Samples ?? []);
    }

    private static ImmutableArray<UnmetOutcome> Unmet(List<(ExploredCase Case, CaseResult Result)> done) =>
    [
        .. done.Where(d => d.Result.Unmet is not null).GroupBy(d => d.Result.Unmet!.Sentence).Select(runs =>
        {
            var (one, result) = runs.First();
            var more = runs.Count() > 1 ? FormattableString.Invariant($" and {runs.Count() - 1} more") : string.Empty;
            return result.Unmet! with { Sentence = $"{runs.Key} ({one.Key}{more})" };
        }),
    ];

    private static Completeness CompletenessOf(Campaign campaign, List<ExploredCase> cases, List<(ExploredCase Case, CaseResult Result)> done)
    {
        var judged = done.Where(d => !d.Result.Verdict.IsUnjudged()).ToList();
        int Judged(CaseKind kind) => judged.Count(d => d.Case.Kind == kind);
        var failed = judged.Where(d => !d.Case.Variation.Points.IsEmpty).Select(d => d.Case.Variation.Points[0].Ordinal).ToHashSet();
        var shapeRuns = judged.Count(d => d.Case is { Kind: CaseKind.Each, Variation.Points: [{ Shape: not null }] });
        return new Completeness
        {
            Points = campaign.Golden.Points.Length,
            Sites = campaign.Golden.Points.DistinctBy(p => p.Site).Count(),
            FailedOnce = Judged(CaseKind.Each) - shapeRuns,
            ShapeRuns = shapeRuns,
            SitesFailed = campaign.Golden.Points.Where(p => failed.Contains(p.Ordinal)).DistinctBy(p => p.Site).Count(),
            FailedPersistently = Judged(CaseKind.Persistent),
            SecondSeen = cases.Count(c => c.Kind == CaseKind.Second),
            SecondFailed = Judged(CaseKind.Second),
            RandomRuns = Judged(CaseKind.Random),
            ExhaustRuns = Judged(CaseKind.Exhaust),
            FillRuns = Judged(CaseKind.Fill),
            Excluded = campaign.Golden.Points.Length - campaign.Points.Length,
            OutOfBudget = cases.Count - done.Count,
            Inconclusive = done.Count - judged.Count,
        };
    }

    private static ImmutableArray<SiteOutcome> Sites(Campaign campaign, List<(ExploredCase Case, CaseResult Result)> done)
    {
        var byPoint = done.Where(d => d.Case.Variation.Points.Length == 1).ToLookup(d => d.Case.Variation.Points[0].Ordinal);
        return [.. campaign.Golden.Points.GroupBy(p => p.Site).Select(site =>
        {
            var tried = site.SelectMany(p => byPoint[p.Ordinal]).ToList();
            return new SiteOutcome(
                site.First(),
                site.Count(),
                tried.Count(t => t.Case is { Kind: CaseKind.Each, Variation.Points: [{ Shape: null }] }),
                tried.Count(t => t.Case.Kind == CaseKind.Persistent),
                tried.Count(t => !t.Result.Findings.IsEmpty));
        })];
    }
}
