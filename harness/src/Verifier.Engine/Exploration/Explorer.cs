using System.Collections.Immutable;
using Verifier.Engine.Economy;
using Verifier.Engine.Execution;
using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Exploration;

/// <summary>
/// One scenario with one driver, explored in this process: records the golden run once, then runs case after case and judges each by the
/// contract (ARCHITECTURE.md D5, D6). Not thread safe; one a job.
/// </summary>
public sealed class Explorer
{
    private static readonly RunOptions Sweep = new() { CapturesStacks = false };
    private static readonly RunOptions Exemplar = new();
    private static readonly RunOptions Seeking = Sweep with { Points = Recording.AfterFault };

    private readonly ScenarioRunner _runner;
    private readonly Baselines _baselines;
    private readonly ContractJudge _contract;
    private readonly GrowthJudge _growth;
    private readonly Blame _blame;
    private readonly ContentsSearch _contents;
    private readonly ExpectationSet _expectations;
    private readonly ImmutableArray<BenignSite> _benign;
    private GoldenFilter? _filter;
    private NewPoints? _newPoints;
    private ImmutableArray<FaultPlace>? _places;

    /// <summary>Prepares; runs nothing yet.</summary>
    /// <param name="runner">Whose machines are used.</param>
    /// <param name="golden">The plan of the golden run.</param>
    public Explorer(ScenarioRunner runner, Plan golden)
    {
        ArgumentNullException.ThrowIfNull(golden);
        _runner = runner;
        _baselines = new Baselines(golden, runner.Observe);
        _contract = new ContractJudge(_baselines);
        _growth = new GrowthJudge(_baselines, runner.Observe);
        _blame = new Blame((variation, options) => runner.Observe(Planner.Vary(golden, variation), options), UnblamedFindingsOf);
        _contents = new ContentsSearch(_baselines, runner.Observe);
        _expectations = new ExpectationSet(golden.Scenario, golden.Driver.Name);
        _benign = golden.Scenario.Explore?.Benign ?? [];
    }

    /// <summary>Explores whole: the golden run, then one case after the other until nothing is left or the budget of runs is used.</summary>
    /// <param name="settings">What to explore; a budget of time means nothing here.</param>
    public CampaignOutcome Explore(ExploreSettings settings)
    {
        var campaign = new Campaign(_baselines.Plan, settings, Record());
        while (campaign.TryTake(out var one))
        {
            campaign.Accept(Try(one!));
        }

        return campaign.Outcome();
    }

    /// <summary>The golden run.</summary>
    public GoldenRecord Record()
    {
        var explored = _baselines.Golden;
        var run = _baselines.Stopped ?? explored;
        ImmutableArray<Finding> further = _baselines.Stopped is null ? [] : [.. StoppedGolden.Beyond(run, FindingsOfGolden(explored))];
        var findings = GoldenFindings;
        return new GoldenRecord
        {
            Points = explored.Points,
            Findings = [.. findings.Select(f => Judged(run, f)), .. further.Select(f => Judged(explored, f))],
            IsStopped = explored.Stop is not null,
            IsUnmodelled = explored.Stop is { Unmodelled: not null },
            Untested = UnjudgedParts.ReasonOf(explored) ?? TestedNothing.ReasonOf(explored, [.. findings, .. further]),
            Remarks = explored.Remarks,
            RanShort = run.RanShort,
            WithoutOptions = run.Plan.Options & ~explored.Plan.Options,
            Calls = run.Calls,
            TraceHash = run.TraceHash,
            Token = TokenOf(run),
        };
    }

    /// <summary>
    /// What the golden run did wrong. A check says what must come out under the script's own faults: while these rest it says nothing.
    /// </summary>
    internal ImmutableArray<Finding> GoldenFindings => FindingsOfGolden(_baselines.Stopped ?? Golden);

    private ImmutableArray<Finding> FindingsOfGolden(RunObservation run) => run.Plan.Variation.RestsScriptFaults && HasFaults(run.Plan.Scenario)
        ? [.. Judge.ExploredFindingsOf(run)]
        : RunJudge.FindingsOfScript(run, _runner);

    /// <summary>The token of a run of this scenario with this driver; it names the place of the run's first fault.</summary>
    public string TokenOf(RunObservation run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Plan.Variation.Points is not [var first, ..] || first.Ordinal < 1 || first.Ordinal > Golden.Points.Length)
        {
            return ReplayToken.Of(run);
        }

        _places ??= FaultPlace.Of(Golden.Points);
        return ReplayToken.Of(run, _places.Value[(int)first.Ordinal - 1]);
    }

    /// <summary>Runs a case and judges it.</summary>
    public CaseResult Try(ExploredCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (one.Kind == CaseKind.Economy)
        {
            return new CaseResult { Key = one.Key, Economy = new Advisor(_runner, _baselines.Plan).Advise() };
        }

        if (one.Variation.Contents is { } contents)
        {
            return TryContents(one, contents);
        }

        var plan = Planner.Vary(_baselines.Plan, Completed(one.Variation));
        var run = _runner.Observe(plan, one.FindsMore ? Seeking : Sweep);
        var more = one.FindsMore ? (_newPoints ??= new NewPoints(_baselines.Golden.Points)).Of(run) : [];
        var fallback = one.FindsMore ? Fallback.Of(run, more, _baselines.Golden) : null;
        var verdict = VerdictOf(run);
        if (!verdict.Findings.IsEmpty)
        {
            // Once more with stacks: the same run, for nothing in it depends on them.
            run = _runner.Observe(plan, Exemplar with { StackOfShortage = run.Shortages.Length, OriginsOf = Origins.WantedBy(run) });
            verdict = VerdictOf(run);
            verdict.Findings = _blame.Assign(run, verdict.Findings);
        }

        return new CaseResult
        {
            Key = one.Key,
            Verdict = UnjudgedAs(run) ?? (verdict.Findings.IsEmpty ? CaseVerdict.Pass : CaseVerdict.Finding),
            Problem = Missed(run) ? "the run did not come to the fault point that it was to fail" : UnjudgedParts.OfStop(run),
            Findings = [.. verdict.Findings.Select(f => Judged(run, f))],
            Injected = run.Injections.Length,
            RealFailures = run.RealFailures,
            Absorbed = verdict.Absorbed,
            Propagated = verdict.Propagated,
            IsLikeGolden = verdict.Findings.IsEmpty && verdict.Propagated == 0 && run.RealFailures == _baselines.Golden.RealFailures,
            Calls = run.Calls,
            TraceHash = run.TraceHash,
            Unmet = UnmetBy(run),
            MorePoints = more,
            Fallback = fallback,
        };
    }

    private CaseResult TryContents(ExploredCase one, OtherContents contents)
    {
        if (!_contents.Repeats)
        {
            const string problem = "the driver does not do the same each time, so nothing is known of memory that it does not initialise";
            return new CaseResult { Key = one.Key, Verdict = CaseVerdict.Inconclusive, Problem = problem };
        }

        var found = _contents.Search(contents.Pattern, out var run);
        return new CaseResult
        {
            Key = one.Key,
            Verdict = found.IsEmpty ? CaseVerdict.Pass : CaseVerdict.Finding,
            Findings = [.. found.Select(f => Judged(f.Run, f.Finding))],
            IsLikeGolden = found.IsEmpty,
            Calls = run.Calls,
            TraceHash = run.TraceHash,
        };
    }

    /// <summary>The findings of a run of this scenario with this driver, judged as a case.</summary>
    public ImmutableArray<Finding> FindingsOf(RunObservation run) => run.Plan.Variation.Contents is null
        ? _blame.Assign(run, VerdictOf(run).Findings)
        : _contents.FindingOf(run) is { } finding ? [finding] : [];

    /// <summary>The same with the causes that lie nearest: nothing is run again to find the right ones.</summary>
    internal IEnumerable<Finding> UnblamedFindingsOf(RunObservation run) => VerdictOf(run).Findings;

    /// <summary>True if the golden run stops the machine with the options of the script.</summary>
    internal bool IsGoldenStopped => _baselines.Stopped is not null || Golden.Stop is not null;

    /// <summary>The golden run itself; without the options of Driver Verifier that stop it.</summary>
    public RunObservation Golden => _baselines.Golden;

    /// <summary>The variation as this scenario with this driver is run with it.</summary>
    public Variation Completed(Variation variation) => CompleteVariation.Of(_baselines.Plan, _baselines.Golden.Points, variation);

    // While the script's own faults rest, what it expects of them says nothing about others.
    private UnmetOutcome? UnmetBy(RunObservation run) => run.Stop is null && !_baselines.Plan.Variation.RestsScriptFaults
        && _expectations.UnmetOutcome(run) is { } sentence ? new UnmetOutcome(sentence, TokenOf(run)) : null;

    private static bool HasFaults(Scenario scenario) =>
        !scenario.Faults.IsEmpty || scenario.Verifier is { LowResources: not null } or { NdisLowResources: true } or { SystematicLowResources: true };

    private static CaseVerdict? UnjudgedAs(RunObservation run) =>
        run.Stop is { Unmodelled: not null } ? CaseVerdict.Unmodelled
        : Missed(run) || run.Stop is { IsShortage: true } ? CaseVerdict.Inconclusive
        : null;

    private static bool Missed(RunObservation run) =>
        run.Stop is null && run.Rules.Any(r => r.Rule.Origin == RuleOrigin.Point && r.Failures == 0);

    private (ImmutableArray<Finding> Findings, int Absorbed, int Propagated) VerdictOf(RunObservation run)
    {
        _filter ??= new GoldenFilter(_baselines.Golden);
        var findings = Judge.ExploredFindingsOf(_filter.Without(run)).ToList();
        if (run.Stop is not null)
        {
            return ([.. findings], 0, 0);
        }

        var contract = _contract.Judge(run);
        if (contract.Breach is { } breach)
        {
            findings.Insert(0, breach);
        }

        if (!findings.Exists(f => f.Kind == FindingKind.Leak) && _growth.Judge(run) is { } leak)
        {
            findings.Add(leak);
        }

        return ([.. findings], contract.Absorbed, contract.Propagated);
    }

    private CaseFinding Judged(RunObservation run, Finding finding)
    {
        var one = CaseFinding.Of(run, finding, TokenOf(run));
        return one with { IsExpected = _expectations.IsExpected(finding), Benign = BenignReasonOf(run, one.Site) };
    }

    /// <summary>The script's reason for calling a finding's site benign; null when it does not.</summary>
    internal string? BenignReasonOf(RunObservation run, Finding finding) => BenignReasonOf(run, CaseFinding.Of(run, finding, string.Empty).Site);

    private string? BenignReasonOf(RunObservation run, string site) =>
        _benign.FirstOrDefault(b => new Glob(b.Site).Matches(site) || SiteIds(run).Contains(b.Site))?.Why;

    private IEnumerable<string> SiteIds(RunObservation run) => run.Injections
        .Where(i => i.Ordinal >= 1 && i.Ordinal <= _baselines.Golden.Points.Length)
        .Take(1)
        .Select(i => _baselines.Golden.Points[(int)i.Ordinal - 1].SiteId);
}
