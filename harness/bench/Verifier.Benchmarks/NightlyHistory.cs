using System.Diagnostics;
using Verifier.Benchmarks.Tables;
using Verifier.History;

namespace Verifier.Benchmarks;

/// <summary>
/// What a night costs in a history of one night (10,000 runs) and of a hundred (1,000,000): wall time, the two files in turns, so that whatever
/// else the machine does hits both alike. Files are on a disk: a commit waits for it.
/// </summary>
internal static class NightlyHistory
{
    private const int Rounds = 9;
    private const int Drivers = 20, Scenarios = 10, RunsOfTarget = 50;

    private static readonly NightEnd s_end = new(TimeSpan.FromMinutes(10), new TrustFacts { CanariesPlanted = 1, CanariesFound = 1 });

    private static readonly (string Name, Action<HistoryStore, long> Do)[] s_calls =
    [
        ("end a night: comparison of all findings, stored", (store, night) => store.EndNight(night, s_end)),
        ("compare with the night before", (store, night) => store.Compare(night)),
        ("read a night for its report", (store, night) => store.ReadNight(night)),
        ("list findings", (store, _) => store.ListFindings()),
        ("add a target of 50 runs", (store, _) => store.Add(store.BeginNight(StartOf(0)), BatchOf(0, 0, 0))),
    ];

    public static Table Measure()
    {
        var folder = Directory.CreateTempSubdirectory("verifier-history-");
        try
        {
            using var small = Fill(Path.Combine(folder.FullName, "small.db"), nights: 1);
            using var large = Fill(Path.Combine(folder.FullName, "large.db"), nights: 100);
            var rows = new List<Row>();
            foreach (var (name, call) in s_calls)
            {
                var times = Times(call, (small, 1), (large, 100));
                rows.Add(RowOf($"{name}; 10,000 runs stored", times[0]));
                rows.Add(RowOf($"{name}; 1,000,000 runs stored", times[1]));
            }

            var trim = Stopwatch.GetTimestamp();
            var dropped = large.Trim(new RetentionSettings());
            rows.Add(RowOf(FormattableString.Invariant($"retention, once: {dropped} of 1,000,000 runs dropped"), [Stopwatch.GetElapsedTime(trim).TotalNanoseconds]));
            return new Table($"A night's history, {Rounds} rounds in turns, SQLite {HistoryStore.Engine.Version}", rows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<double>[] Times(Action<HistoryStore, long> call, params (HistoryStore Store, long Night)[] files)
    {
        var times = files.Select(_ => new List<double>()).ToArray();

        // One round more than counted: the first reads everything from the disk.
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < files.Length; i++)
            {
                var began = Stopwatch.GetTimestamp();
                call(files[i].Store, files[i].Night);
                if (round > 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds);
                }
            }
        }

        return times;
    }

    private static HistoryStore Fill(string path, int nights)
    {
        var store = HistoryStore.Open(path);
        for (var night = 1; night <= nights; night++)
        {
            var id = store.BeginNight(StartOf(night));
            for (var target = 0; target < Drivers * Scenarios; target++)
            {
                store.Add(id, BatchOf(night, target / Scenarios, target % Scenarios));
            }

            store.EndNight(id, s_end);
        }

        return store;
    }

    private static NightStart StartOf(int night) => new(DateTimeOffset.UnixEpoch.AddDays(night), "0.1.0", "library");

    // Every 25th run fails with one of two findings of its driver and scenario; some come and go from night to night: 400 findings.
    private static NightBatch BatchOf(int night, int driver, int scenario)
    {
        var target = new TargetRow
        {
            Driver = $"driver-{driver}",
            DriverBuild = $"build-{night / 7}",
            Scenario = $"scenario-{scenario}",
            ScenarioPath = $"scenarios/scenario-{scenario}.yaml",
            ScenarioHash = "hash",
            Verdict = "finding",
            Planned = RunsOfTarget,
        };
        var runs = Enumerable.Range(0, RunsOfTarget).Select(i => RunOf(target, i, (i % 25 == 7) && (night + driver + i) % 3 > 0)).ToList();
        return new NightBatch
        {
            Target = target,
            Runs = [.. runs],
            Findings = [.. runs.Where(r => !r.Findings.IsEmpty).Select(r => FindingOf(target, r))],
        };
    }

    private static RunRow RunOf(TargetRow target, int i, bool fails) => new()
    {
        Driver = target.Driver,
        DriverBuild = target.DriverBuild,
        Scenario = target.Scenario,
        ScenarioHash = target.ScenarioHash,
        CaseKey = $"each f{i}",
        Place = $"each Driver.DispatchWrite ExAllocatePool2 'Tag1' #{i}",
        Strategy = "each",
        Point = new PointKey("Driver.DispatchWrite", "ExAllocatePool2", "Tag1", i),
        Verdict = fails ? RunVerdict.Finding : RunVerdict.Pass,
        Outcome = fails ? FaultOutcome.Neither : FaultOutcome.Propagated,
        Injected = 1,
        Calls = 100 + i,
        TraceHash = (ulong)i * 0x9E37_79B9_7F4A_7C15,
        Findings = fails ? [$"{target.Driver} {target.Scenario} {i}"] : [],
    };

    private static FindingObservation FindingOf(TargetRow target, RunRow run) => new()
    {
        Finding = new FindingRow { Fingerprint = run.Findings[0], Coarse = target.Driver, Driver = target.Driver, Kind = "leak", Title = "A title of usual length." },
        Runs = 1,
        Exemplar = new Exemplar
        {
            Scenario = target.Scenario,
            ScenarioHash = target.ScenarioHash,
            DriverBuild = target.DriverBuild,
            CaseKey = run.CaseKey,
            Token = new string('x', 200),
            InjectedAt = [new StackFrameRow("Driver.DispatchWrite", "Driver.cs", 100), new StackFrameRow("Driver.Write", "Driver.cs", 50)],
        },
    };

    private static Row RowOf(string name, List<double> times)
    {
        times.Sort();
        return new Row(name, times[times.Count / 2], times[0], null);
    }
}
