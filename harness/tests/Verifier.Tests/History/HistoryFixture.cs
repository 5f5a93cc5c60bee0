using System.Collections.Immutable;
using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>A history file in a folder of its own, and short ways to fill it.</summary>
public abstract class HistoryFixture
{
    protected static readonly DateTimeOffset Start = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);

    protected static readonly NightEnd Sound = new(TimeSpan.FromMinutes(7), new TrustFacts { CanariesPlanted = 2, CanariesFound = 2, Replayed = 3, ReplayedAlike = 3 });

    protected static readonly NightEnd Unsound = new(TimeSpan.FromMinutes(7), new TrustFacts { CanariesPlanted = 2, CanariesFound = 1 });

    private string _folder = string.Empty;

    protected string Folder => _folder;

    protected string File => Path.Combine(_folder, "history.db");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("verifier-history-").FullName;

    [TearDown]
    public void DropFolder() => Directory.Delete(_folder, recursive: true);

    protected HistoryStore Open() => HistoryStore.Open(File);

    protected static long Begin(HistoryStore store, int day = 0) => store.BeginNight(new NightStart(Start.AddDays(day), "0.1.0", "lib1"));

    /// <summary>A whole night.</summary>
    protected static NightComparison Night(HistoryStore store, params NightBatch[] batches) => Night(store, Sound, batches);

    protected static NightComparison Night(HistoryStore store, NightEnd end, params NightBatch[] batches)
    {
        var night = Begin(store);
        foreach (var batch in batches)
        {
            Assert.That(store.Add(night, batch), Is.True);
        }

        return store.EndNight(night, end);
    }

    protected static TargetRow Target(string driver, string scenario, string build = "b1") => new()
    {
        Driver = driver,
        DriverBuild = build,
        Scenario = scenario,
        ScenarioPath = $"scenarios/{scenario}.yaml",
        ScenarioHash = $"hash-of-{scenario}",
        Verdict = "pass",
        Profile = "windows-10-x64",
        Mode = TargetMode.Explore,
    };

    /// <summary>One target with a run for each entry: the place, and the findings it shows; none is a pass.</summary>
    protected static NightBatch Batch(string driver, string scenario, params (string Place, string[] Findings)[] runs) =>
        Batch(Target(driver, scenario), [.. runs.Select(r => Run(driver, scenario, r.Place, r.Findings))]);

    protected static NightBatch Batch(TargetRow target, ImmutableArray<RunRow> runs) => new()
    {
        Target = target with { Planned = runs.Length },
        Runs = runs,
        Findings =
        [
            .. runs.SelectMany(r => r.Findings.Select(f => (Run: r, Fingerprint: f))).GroupBy(f => f.Fingerprint).Select(g => new FindingObservation
            {
                Finding = Finding(g.Key, target.Driver),
                Runs = g.Count(),
                Exemplar = Exemplar(target, g.First().Run),
            }),
        ],
    };

    protected static RunRow Run(string driver, string scenario, string place, params string[] findings) => new()
    {
        Driver = driver,
        DriverBuild = "b1",
        Scenario = scenario,
        ScenarioHash = $"hash-of-{scenario}",
        CaseKey = $"each f{place}",
        Place = $"each {place}",
        Strategy = "each",
        Verdict = findings.Length == 0 ? RunVerdict.Pass : RunVerdict.Finding,
        Outcome = findings.Length == 0 ? FaultOutcome.Absorbed : FaultOutcome.Neither,
        Injected = 1,
        Calls = 10,
        Findings = [.. findings],
    };

    protected static FindingRow Finding(string fingerprint, string driver) => new()
    {
        Fingerprint = fingerprint,
        Coarse = $"coarse-{fingerprint[..1]}",
        Driver = driver,
        Kind = "leak",
        Title = $"It leaks ({fingerprint})",
    };

    protected static Exemplar Exemplar(TargetRow target, RunRow run) => new()
    {
        Scenario = target.Scenario,
        ScenarioHash = target.ScenarioHash,
        DriverBuild = target.DriverBuild,
        CaseKey = run.CaseKey,
        Token = $"vr3.{run.CaseKey}",
        Faults = run.Injected,
        Calls = run.Calls,
    };

    protected static Transition? Of(NightComparison comparison, string fingerprint) =>
        comparison.Findings.SingleOrDefault(f => f.Fingerprint == fingerprint)?.Transition;
}
