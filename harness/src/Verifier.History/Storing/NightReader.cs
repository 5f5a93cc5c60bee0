using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Verifier.Engine.Exploration;

namespace Verifier.History.Storing;

/// <summary>Reads what a night stored of its targets.</summary>
internal sealed class NightReader(Database database)
{
    /// <summary>Targets, by driver and scenario, with their numbers.</summary>
    public List<(long Id, TargetRow Row)> Targets(long night) => database.Prepare(
        """
        SELECT t.id, d.name, dv.build, s.name, sv.path, sv.hash, t.profile, t.seed, t.mode, t.verdict, t.problem, t.surprises, t.planned, t.token,
          t.trace_hash, t.calls, t.complete_strategies, t.completeness, t.unmet, t.is_failing, t.remarks
        FROM targets t JOIN drivers d ON d.id = t.driver_id JOIN driver_versions dv ON dv.id = t.driver_version_id
          JOIN scenarios s ON s.id = t.scenario_id JOIN scenario_versions sv ON sv.id = t.scenario_version_id
        WHERE t.night_id = $1 ORDER BY d.name, s.name, t.profile, t.mode, t.seed
        """).Rows(row => (row.GetInt64(0), ReadTarget(row)), night);

    /// <summary>Drivers with scenarios that failed. Nights of earlier versions did not say so: their verdict counts.</summary>
    public ImmutableArray<TargetPair> Failed(long night) =>
    [
        .. database.Prepare(
            """
            SELECT DISTINCT d.name, s.name FROM targets t JOIN drivers d ON d.id = t.driver_id JOIN scenarios s ON s.id = t.scenario_id
            WHERE t.night_id = $1 AND coalesce(t.is_failing, t.verdict IN ('surprise', 'broken', 'error')) ORDER BY d.name, s.name
            """).Rows(row => new TargetPair(row.GetString(0), row.GetString(1)), night),
    ];

    /// <summary>The runs that are kept, in the order of the targets: when each was done does not show.</summary>
    public ImmutableArray<RunRow> Runs(long night, List<(long Id, TargetRow Row)> targets)
    {
        var byId = targets.ToDictionary(t => t.Id, t => t.Row);
        var places = new Dictionary<long, (string Name, string Strategy, PointKey? Point)>();
        var findings = database.Prepare(
            """
            SELECT r.id, f.fingerprint FROM runs r JOIN run_findings rf ON rf.run_id = r.id JOIN findings f ON f.id = rf.finding_id
            WHERE r.night_id = $1 AND r.verdict = 'finding' ORDER BY r.id, rf.position
            """).Rows(row => (Run: row.GetInt64(0), Fingerprint: row.GetString(1)), night).ToLookup(f => f.Run, f => f.Fingerprint);
        foreach (var (id, place) in database.Prepare(
            """
            SELECT p.id, p.name, p.strategy, p.function, p.ddi, p.tag, p.ordering FROM places p
            WHERE p.id IN (SELECT r.place_id FROM runs r WHERE r.night_id = $1)
            """).Rows(row => (row.GetInt64(0), (row.GetString(1), row.GetString(2), ReadPoint(row))), night))
        {
            places[id] = place;
        }

        var runs = database.Prepare(
            """
            SELECT id, target_id, place_id, case_key, verdict, outcome, injected, calls, trace_hash, problem, variation FROM runs WHERE night_id = $1 ORDER BY id
            """).Rows(
            row => (Target: row.GetInt64(1), Run: ReadRun(row, byId[row.GetInt64(1)], places[row.GetInt64(2)]) with { Findings = [.. findings[row.GetInt64(0)]] }),
            night).ToLookup(r => r.Target, r => r.Run);
        return [.. targets.SelectMany(t => runs[t.Id])];
    }

    /// <summary>Runs that were dropped.</summary>
    public ImmutableArray<DroppedRuns> Dropped(long night) =>
    [
        .. database.Prepare(
            """
            SELECT d.name, s.name, sum(t.dropped_passing), sum(t.dropped_failing)
            FROM targets t JOIN drivers d ON d.id = t.driver_id JOIN scenarios s ON s.id = t.scenario_id
            WHERE t.night_id = $1 AND t.dropped_passing + t.dropped_failing > 0 GROUP BY d.name, s.name ORDER BY d.name, s.name
            """).Rows(row => new DroppedRuns(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)), night),
    ];

    /// <summary>Fault sites, in the order of the targets and their golden runs.</summary>
    public ImmutableArray<SiteRow> Sites(List<(long Id, TargetRow Row)> targets)
    {
        var ofTarget = database.Prepare(
            """
            SELECT function, ddi, tag, ordering, stack, irql, reached, failed_once, failed_persistently, findings FROM sites
            WHERE target_id = $1 ORDER BY number
            """);
        return [.. targets.SelectMany(t => ofTarget.Rows(row => ReadSite(row, t.Row), t.Id))];
    }

    /// <summary>Advice about memory, what is worth most first.</summary>
    public ImmutableArray<AdviceRow> Advice(List<(long Id, TargetRow Row)> targets)
    {
        var ofTarget = database.Prepare("SELECT kind, site, text, bytes, source FROM advice WHERE target_id = $1 ORDER BY number");
        return
        [
            .. targets.SelectMany(t => ofTarget.Rows(
                row => new AdviceRow(t.Row.Driver, t.Row.Scenario, row.GetString(0), row.GetString(1), row.GetString(2), row.Bits(3), row.GetString(4)), t.Id))
                .OrderByDescending(a => a.Bytes),
        ];
    }

    private static TargetRow ReadTarget(SqliteDataReader row) => new()
    {
        Driver = row.GetString(1),
        DriverBuild = row.GetString(2),
        Scenario = row.GetString(3),
        ScenarioPath = row.GetString(4),
        ScenarioHash = row.GetString(5),
        Profile = row.GetString(6),
        Seed = row.Bits(7),
        Mode = Words.Read<TargetMode>(row.GetString(8)),
        Verdict = row.GetString(9),
        Problem = row.TextOrNull(10),
        Surprises = Json.List<string>(row.GetString(11)),
        Planned = row.GetInt64(12),
        Token = row.GetString(13),
        TraceHash = row.Bits(14),
        Calls = row.GetInt64(15),
        CompleteStrategies = Json.List<string>(row.GetString(16)),
        Unmet = row.GetInt32(18),
        IsFailing = row.NumberOrNull(19) is { } failing ? failing != 0 : null,
        Remarks = Json.List<string>(row.GetString(20)),
        Completeness = row.TextOrNull(17) is { } text ? Json.Read<Completeness>(text) : null,
    };

    private static RunRow ReadRun(SqliteDataReader row, TargetRow target, (string Name, string Strategy, PointKey? Point) place) => new()
    {
        Driver = target.Driver,
        DriverBuild = target.DriverBuild,
        Scenario = target.Scenario,
        ScenarioHash = target.ScenarioHash,
        CaseKey = row.GetString(3),
        Place = place.Name,
        Strategy = place.Strategy,
        Point = place.Point,
        Verdict = Words.Read<RunVerdict>(row.GetString(4)),
        Outcome = Words.Read<FaultOutcome>(row.GetString(5)),
        Injected = row.GetInt64(6),
        Calls = row.GetInt64(7),
        TraceHash = row.Bits(8),
        Problem = row.TextOrNull(9),
        Variation = row.TextOrNull(10),
    };

    private static PointKey? ReadPoint(SqliteDataReader row) =>
        row.TextOrNull(3) is { } function ? new PointKey(function, row.GetString(4), row.GetString(5), row.GetInt32(6)) : null;

    private static SiteRow ReadSite(SqliteDataReader row, TargetRow target) => new()
    {
        Driver = target.Driver,
        Scenario = target.Scenario,
        Function = row.GetString(0),
        Ddi = row.GetString(1),
        Tag = row.GetString(2),
        Order = row.GetInt32(3),
        Stack = row.GetString(4),
        Irql = row.GetByte(5),
        Reached = row.GetInt32(6),
        FailedOnce = row.GetInt32(7),
        FailedPersistently = row.GetInt32(8),
        Findings = row.GetInt32(9),
    };
}
