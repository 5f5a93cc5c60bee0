using System.Security.Cryptography;
using System.Text;
using Verifier.Cli.Canaries;
using Verifier.Cli.Commands;
using Verifier.Cli.Exploring;
using Verifier.Cli.Minimal;
using Verifier.Cli.Output;
using Verifier.Cli.Running;
using Verifier.Engine.Verdicts;
using Verifier.History;
using Verifier.History.Converting;

namespace Verifier.Cli.Nightly;

/// <summary>
/// One night: canaries, every scenario as its script says, every scenario explored, replays, and all of it into the history. Until then the
/// journal of the exploration keeps what was done, and <c>--resume</c> takes it from there.
/// </summary>
internal sealed class NightlyJob(Invocation invocation, NightlySettings settings, HistoryStore history)
{
    private readonly CliHost _host = invocation.Host;
    private readonly List<NightBatch> _batches = [];

    /// <summary>Does it.</summary>
    public Night Run()
    {
        var began = _host.Clock.GetTimestamp();
        var canaries = CanaryCheck.Run(_host, settings.Run.IsIsolated ?? _host.IsolatesByDefault);
        var (plain, explored) = Select();
        var scripts = plain.Runs.Select(r => r.Plan).Concat(explored.Select(t => t.Golden));
        var night = history.BeginNight(new NightStart(_host.Clock.GetUtcNow(), ProgramName.Version, HashOf(scripts.Select(p => p.ScenarioHash)), Words.List(settings.Run.Paths)));
        if (!canaries.IsTrusted)
        {
            var distrust = TrustOf(canaries, [], [], (0, 0), CanaryReport.Distrust);
            history.EndNight(night, new NightEnd(_host.Clock.GetElapsedTime(began), distrust), settings.Since);
            return new Night(night, canaries, distrust, [], [], history.ReadNight(night, settings.Since));
        }

        var runs = DoRuns(plain.Runs);
        var campaigns = _host.Interruption.HasCome || explored.Count == 0 ? [] : Explore(explored);
        foreach (var batch in ExpectedAnywhere.In(_batches))
        {
            history.Add(night, batch);
        }

        if (_host.Interruption.HasCome)
        {
            return new Night(night, canaries, TrustFacts.None, runs, campaigns, null);
        }

        var trust = TrustOf(canaries, runs, campaigns, ReplayCheck.Run(_host, runs, campaigns), null);
        history.EndNight(night, new NightEnd(_host.Clock.GetElapsedTime(began), trust), settings.Since);
        history.Trim(new RetentionSettings());
        return new Night(night, canaries, trust, runs, campaigns, history.ReadNight(night, settings.Since));
    }

    // A script that explores by itself keeps its own faults and its own ways; all others run as they say, and are explored besides.
    private (Selection Plain, IReadOnlyList<ExplorationTarget> Explored) Select()
    {
        var own = Selection.Make(invocation, settings.Run with { Explore = new ExploreRequest() });
        var all = Selection.Make(invocation, settings.Run);
        var ownPaths = own.Targets.Select(t => (t.Script.Path, t.Driver.Name)).ToHashSet();
        var plain = own with { Runs = [.. own.Runs.Where(r => IsWanted(r.Plan.ScenarioPath))] };
        var explored = own.Targets
            .Select(t => t with { Settings = t.Settings with { Advises = true } })
            .Concat(all.Targets.Where(t => !ownPaths.Contains((t.Script.Path, t.Driver.Name))))
            .Where(t => IsWanted(t.Script.Path)).ToList();
        return plain.Runs.Count + explored.Count > 0 ? (plain, explored) : throw new CliException(
            ExitCode.NothingSelected, $"no scenario lies in a folder {Words.List(settings.Classes)}");
    }

    private bool IsWanted(string path) => settings.Classes.IsEmpty || path.Split('/').SkipLast(1).Any(settings.Classes.Contains);

    private IReadOnlyList<RunRecord> DoRuns(IReadOnlyList<PlannedRun> runs)
    {
        if (runs.Count == 0)
        {
            return [];
        }

        var results = new Dictionary<PlannedRun, RunResult>();
        using var progress = new ProgressDisplay(_host, invocation.Verbosity);
        var records = new Batch(_host, invocation.WantsDetails ? invocation.Log : null, results.Add).Run(runs, settings.Run.Jobs, progress);
        foreach (var (run, record) in runs.Zip(records))
        {
            _batches.Add(results.TryGetValue(run, out var result)
                ? PlainRunRows.Of(result, record.Verdict.Word())
                : PlainRunRows.Without(run.Plan, TargetMode.Run, record.Verdict == Verdict.Error, record.Problem ?? "not run"));
        }

        return records;
    }

    private IReadOnlyList<CampaignRecord> Explore(IReadOnlyList<ExplorationTarget> targets)
    {
        var explored = new Campaigns(invocation, settings.Run).Run(targets).Records;
        var expected = ExpectedAnywhere.FindingsOf(_batches, explored);
        var records = new MinimalScenarios(invocation, settings.Run).In(explored, (r, g) => !expected.Contains((r.Target.Driver.Name, g.Fingerprint)));
        foreach (var record in records)
        {
            _batches.Add(record.Outcome is { } outcome
                ? CampaignRows.Of(record.Target.Golden, record.Target.Settings, outcome, record.Verdict.Word(), record.Problem, outcome.Economy?.Advice ?? default)
                : PlainRunRows.Without(record.Target.Golden, TargetMode.Explore, record.Verdict == Verdict.Error, record.Problem ?? "not explored"));
        }

        return records;
    }

    private static TrustFacts TrustOf(
        CanaryReport canaries, IReadOnlyList<RunRecord> runs, IReadOnlyList<CampaignRecord> campaigns, (int Replayed, int Alike) replays, string? problem)
    {
        var found = runs.Count(r => r.Findings.Any(f => f.IsExpected)) + campaigns.Count(c => c.Outcome?.Groups.Any(g => g.Exemplar.IsExpected) == true);
        var missed = runs.Count(IsMissed) + campaigns.Count(c => c.Outcome?.Missing.IsEmpty == false);
        return new TrustFacts
        {
            CanariesPlanted = canaries.Results.Length,
            CanariesFound = canaries.Results.Count(r => r.IsGood),
            Replayed = replays.Replayed,
            ReplayedAlike = replays.Alike,
            PlantedDefects = found + missed,
            PlantedDefectsFound = found,
            Problems = problem is null ? [] : [problem],
        };
    }

    private static bool IsMissed(RunRecord run) =>
        !run.Findings.Any(f => f.IsExpected) && run.Surprises.Any(s => s.StartsWith("expected", StringComparison.Ordinal));

    private static string HashOf(IEnumerable<string> hashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashes.Distinct().Order(StringComparer.Ordinal)))));
}
