using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace Verifier.History.Storing;

/// <summary>Reads findings.</summary>
internal sealed class FindingReader(Database database)
{
    /// <summary>
    /// Puts the observation of a finding (o, with its target t and scenario s) first that shows it best: the last night's, with few faults
    /// and calls.
    /// </summary>
    public const string ExemplarFirst = "ORDER BY o.night_id DESC, o.faults, o.calls, s.name, t.profile, t.mode, t.seed";

    // A planted defect shows in other scenarios than the one that expects it: it is expected in a night if any scenario of that night does.
    private const string Select = """
        SELECT f.fingerprint, f.coarse, d.name, f.kind, f.title, f.details, f.ddi, f.tag,
          (SELECT max(o.is_expected) FROM observations o WHERE o.finding_id = f.id AND o.night_id = seen.night),
          (SELECT max(o.benign) FROM observations o WHERE o.finding_id = f.id AND o.night_id = seen.night),
          f.first_night, a.started_at, f.last_night, z.started_at,
          (SELECT count(DISTINCT o.night_id) FROM observations o WHERE o.finding_id = f.id), f.id
        FROM findings f JOIN drivers d ON d.id = f.driver_id JOIN nights a ON a.id = f.first_night JOIN nights z ON z.id = f.last_night
          JOIN (SELECT finding_id, max(night_id) AS night FROM observations WHERE night_id <= $1 GROUP BY finding_id) AS seen ON seen.finding_id = f.id
        """;

    /// <summary>All findings as they stand after the last night, by driver and fingerprint.</summary>
    public ImmutableArray<FindingSummary> All() =>
    [
        .. database.Prepare(
            $"""
            SELECT * FROM ({Select}) AS s
            LEFT JOIN (
              SELECT finding_id, standing, max(night_id) FROM transitions GROUP BY finding_id) AS t ON t.finding_id = s.id
            ORDER BY s.name, s.fingerprint
            """).Rows(row => new FindingSummary(
            Read(row), row.TextOrNull(17) is { } word ? Words.Read<Standing>(word) : Standing.Unknown), long.MaxValue),
    ];

    /// <summary>The findings of a comparison, in its order, as its night shows them.</summary>
    public ImmutableArray<FindingView> Of(NightComparison comparison, ImmutableArray<NightSummary> slice)
    {
        var all = database.Prepare(Select).Rows(row => (Finding: Read(row), Id: row.GetInt64(15)), comparison.Night).ToDictionary(f => f.Finding.Fingerprint);
        var known = comparison.Findings.Select(f => (Change: f, Read: all[f.Fingerprint])).ToList();
        var byCoarse = known.ToLookup(k => k.Read.Finding.Coarse, k => k.Change.Fingerprint);
        return
        [
            .. known.Select(k => (k.Change, k.Read, Best: ExemplarOf(k.Read.Id, comparison.Night), Said: SaidOf(k.Read.Id, comparison.Night))).Select(k => new FindingView
            {
                Finding = InWordsOf(k.Best, k.Read.Finding),
                Transition = k.Change.Transition,
                Reason = k.Change.Reason,
                Scenarios = ScenariosOf(k.Read.Id, comparison.Night),
                Exemplar = k.Best.Exemplar,
                Strip = StripOf(k.Read.Id, slice),
                MaskedBy = k.Said.MaskedBy,
                Places = k.Said.Places,
                PlacesPassed = k.Said.PlacesPassed,
                Known = k.Said.Known,
                IsExpired = k.Said.IsExpired,
                Move = MoveOf(k.Read.Id, comparison.Night),
                Related = [.. byCoarse[k.Read.Finding.Coarse].Where(f => f != k.Change.Fingerprint)],
            }),
        ];
    }

    // Another scenario may say it in other words: a reader who replays the exemplar must see what he has read.
    private static FindingRow InWordsOf((Exemplar Exemplar, string? Title, ImmutableArray<string> Details) best, FindingRow finding) =>
        best.Title is null ? finding : finding with { Title = best.Title, Details = best.Details };

    private ImmutableArray<FindingInScenario> ScenariosOf(long finding, long night) =>
    [
        .. database.Prepare(
            """
            SELECT s.name, min(sum(o.runs), 2147483647) FROM observations o JOIN targets t ON t.id = o.target_id JOIN scenarios s ON s.id = t.scenario_id
            WHERE o.night_id = $1 AND o.finding_id = $2 GROUP BY s.name ORDER BY s.name
            """).Rows(row => new FindingInScenario(row.GetString(0), row.GetInt32(1)), night, finding),
    ];

    private (Exemplar Exemplar, string? Title, ImmutableArray<string> Details) ExemplarOf(long finding, long night) => database.Prepare(
        $"""
        SELECT s.name, sv.hash, dv.build, o.case_key, o.token, o.trace_hash, o.faults, o.calls, o.operation, o.injected, o.injected_at, o.stopped_at,
          o.bug_check, o.status, o.trace, o.title, o.details, o.size
        FROM observations o JOIN targets t ON t.id = o.target_id JOIN scenarios s ON s.id = t.scenario_id
          JOIN scenario_versions sv ON sv.id = t.scenario_version_id JOIN driver_versions dv ON dv.id = t.driver_version_id
        WHERE o.finding_id = $1 AND o.night_id <= $2
        {ExemplarFirst} LIMIT 1
        """).Rows(row => (ReadExemplar(row), row.TextOrNull(15), row.TextOrNull(16) is { } text ? Json.List<string>(text) : []), finding, night)[0];

    private Said SaidOf(long finding, long night) => database.Prepare(
        "SELECT masked_by, places, places_passed, known, is_expired FROM transitions WHERE finding_id = $1 AND night_id = $2").Rows(
        row => new Said(
            Json.List<string>(row.GetString(0)), row.GetInt32(1), row.GetInt32(2), row.TextOrNull(3) is { } known ? Json.Read<KnownFinding>(known) : null, row.Flag(4)),
        finding, night)[0];

    private FindingMove? MoveOf(long finding, long night) => database.Prepare(
        "SELECT night_id, was_fingerprint, was_place, now_place FROM moves WHERE finding_id = $1 AND night_id <= $2 ORDER BY night_id DESC LIMIT 1").Rows(
        row => new FindingMove(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3)), finding, night) is [var move] ? move : null;

    private ImmutableArray<NightMark> StripOf(long finding, ImmutableArray<NightSummary> slice)
    {
        var first = slice.IsEmpty ? 0 : slice[0].Night.Id;
        var marks = database.Prepare("SELECT night_id, transition FROM transitions WHERE finding_id = $1 AND night_id >= $2")
            .Rows(row => (Night: row.GetInt64(0), Word: row.TextOrNull(1)), finding, first)
            .ToDictionary(m => m.Night, m => m.Word);
        return [.. slice.Select(n => new NightMark(n.Night.Id, marks.GetValueOrDefault(n.Night.Id) is { } word ? Words.Read<Transition>(word) : null))];
    }

    private static FindingRow Read(SqliteDataReader row) => new()
    {
        Fingerprint = row.GetString(0),
        Coarse = row.GetString(1),
        Driver = row.GetString(2),
        Kind = row.GetString(3),
        Title = row.GetString(4),
        Details = Json.List<string>(row.GetString(5)),
        Ddi = row.GetString(6),
        Tag = row.TextOrNull(7),
        IsExpected = row.Flag(8),
        Benign = row.TextOrNull(9),
        FirstNight = row.GetInt64(10),
        FirstSeen = row.Time(11),
        LastNight = row.GetInt64(12),
        LastSeen = row.Time(13),
        Nights = row.GetInt32(14),
    };

    private static Exemplar ReadExemplar(SqliteDataReader row) => new()
    {
        Scenario = row.GetString(0),
        ScenarioHash = row.GetString(1),
        DriverBuild = row.GetString(2),
        CaseKey = row.GetString(3),
        Token = row.GetString(4),
        TraceHash = row.Bits(5),
        Faults = row.GetInt64(6),
        Calls = row.GetInt64(7),
        Operation = row.GetString(8),
        Injected = row.TextOrNull(9),
        InjectedAt = Json.List<StackFrameRow>(row.GetString(10)),
        StoppedAt = Json.List<StackFrameRow>(row.GetString(11)),
        BugCheck = Json.List<ulong>(row.GetString(12)),
        Status = (uint?)row.NumberOrNull(13),
        Size = (ulong?)row.NumberOrNull(17),
        Trace = row.IsDBNull(14) ? null : Json.Decompress(row.GetFieldValue<byte[]>(14)),
    };

    // What the night said of it when it ended.
    private readonly record struct Said(ImmutableArray<string> MaskedBy, int Places, int PlacesPassed, KnownFinding? Known, bool IsExpired);
}
