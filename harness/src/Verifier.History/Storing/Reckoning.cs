using System.Collections.Immutable;
using Verifier.History.Comparing;

namespace Verifier.History.Storing;

/// <summary>
/// Works out the result of a night for every finding that was ever seen, and the state of each after it. All within the caller's
/// transaction.
/// </summary>
internal sealed class Reckoning(Database database)
{
    /// <summary>The kind of a run that did not end: any run of its place that ended normally gainsays it.</summary>
    public const string Uncontrolled = "uncontrolled";

    // The verdict that counts where a place has several runs.
    private const string WorstVerdict = """
        (SELECT max(CASE r.verdict WHEN 'pass' THEN 1 WHEN 'finding' THEN 2 ELSE 3 END) FROM runs r WHERE r.night_id = $1 AND r.place_id = p.id)
        """;

    /// <summary>Works the night out and keeps it.</summary>
    /// <param name="night">The night that ends.</param>
    /// <param name="since">The night it is compared with; null when there is none.</param>
    /// <param name="isTrusted">True if its oracles were sound.</param>
    /// <param name="known">Findings that are accepted.</param>
    /// <param name="day">The day on which they are.</param>
    public void Keep(long night, long? since, bool isTrusted, ImmutableArray<KnownFinding> known = default, DateOnly day = default)
    {
        new Moves(database, new RoutinesOfNights(database)).Apply(night);
        OpenFailedPlaces(night);
        var points = PointsOf(night).ToLookup(p => p.Finding);
        var flaky = new FlakyEvidence(database);
        var (came, went) = (flaky.Came(night), flaky.Went(night));
        var accepted = new KnownFindings(database, known.IsDefault ? [] : known);
        foreach (var one in StandingsOf(night, since))
        {
            var mine = points[one.Finding].ToList();
            var history = new FindingHistory(one.AtSince, one.Before, one.IsSeen, [.. mine.Select(p => new PointTonight(p.IsOpen, p.State))]);
            var (status, reason) = TransitionRules.StatusOf(history, isTrusted);
            var after = TransitionRules.After(one.Before, status);
            if (after == Standing.Unknown)
            {
                continue;
            }

            var isFlaky = (one.IsSeen ? came : went).Contains(one.Finding);
            var said = new Said(status, reason, after, TransitionRules.Of(one.AtSince, one.Before, status, isFlaky), isFlaky, accepted.Of(one.Finding));
            Insert(night, one.Finding, said, mine, day);
            Close(mine, status, isTrusted);
        }
    }

    private void Insert(long night, long finding, Said said, List<Point> points, DateOnly day)
    {
        var open = points.Where(p => p.IsOpen).ToList();
        _ = database.Prepare(
            """
            INSERT OR REPLACE INTO transitions (
              finding_id, night_id, status, reason, standing, transition, is_flaky, masked_by, places, places_passed, known, is_expired)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """).Run(
            finding, night, Words.Of(said.Status), Words.Of(said.Reason), Words.Of(said.After), said.Transition is { } t ? Words.Of(t) : null,
            Columns.Stored(said.IsFlaky), Json.Write(said.Status == FindingStatus.Masked ? MaskedBy(night, open) : []), open.Count,
            open.Count(p => p.State == PointState.Passed), said.Known is null ? null : Json.Write(said.Known),
            Columns.Stored(said.Known?.IsExpiredOn(day) == true));
    }

    // What is seen at most of its places first.
    private List<string> MaskedBy(long night, List<Point> open)
    {
        var others = database.Prepare(
            """
            SELECT DISTINCT f.fingerprint FROM runs r JOIN run_findings rf ON rf.run_id = r.id JOIN findings f ON f.id = rf.finding_id
            WHERE r.night_id = $1 AND r.place_id = $2
            """);
        return
        [
            .. open.Where(p => p.State == PointState.OtherFinding)
                .SelectMany(p => others.Rows(row => row.GetString(0), night, p.Place))
                .GroupBy(f => f, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.Key),
        ];
    }

    private void OpenFailedPlaces(long night) => database.Prepare(
        """
        INSERT INTO finding_points (finding_id, place_id, is_open)
        SELECT DISTINCT f.finding_id, r.place_id, 1 FROM runs r JOIN run_findings f ON f.run_id = r.id
        WHERE r.night_id = $1 AND r.verdict = 'finding'
        ON CONFLICT (finding_id, place_id) DO UPDATE SET is_open = 1
        """).Run(night);

    private void Close(List<Point> points, FindingStatus status, bool isTrusted)
    {
        foreach (var point in points.Where(p => p.IsOpen && !TransitionRules.IsOpenAfter(new PointTonight(p.IsOpen, p.State), status, isTrusted)))
        {
            _ = database.Prepare("UPDATE finding_points SET is_open = 0 WHERE finding_id = $1 AND place_id = $2").Run(point.Finding, point.Place);
        }
    }

    private List<Known> StandingsOf(long night, long? since)
    {
        // Nights that were killed say nothing: they have no transitions.
        var standing = database.Prepare("SELECT standing FROM transitions WHERE finding_id = $1 AND night_id <= $2 ORDER BY night_id DESC LIMIT 1");
        Standing At(long finding, long upTo) => standing.Rows(row => Words.Read<Standing>(row.GetString(0)), finding, upTo) is [var known] ? known : Standing.Unknown;
        var seen = database.Prepare("SELECT DISTINCT finding_id FROM observations WHERE night_id = $1").Rows(row => row.GetInt64(0), night).ToHashSet();
        var findings = database.Prepare("SELECT id FROM findings ORDER BY id").Rows(row => row.GetInt64(0));
        return [.. findings.Select(f => new Known(f, since is { } s ? At(f, s) : Standing.Unknown, At(f, night - 1), seen.Contains(f)))];
    }

    private List<Point> PointsOf(long night)
    {
        var targets = database.Prepare("SELECT driver_id, scenario_id, profile, complete_strategies FROM targets WHERE night_id = $1").Rows(
            row => (Key: (row.GetInt64(0), row.GetInt64(1), row.GetString(2)), Complete: Json.List<string>(row.GetString(3))), night);
        var complete = targets.GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.SelectMany(t => t.Complete).ToHashSet(StringComparer.Ordinal));
        var failed = database.Prepare(
            """
            SELECT DISTINCT f.finding_id, r.place_id FROM runs r JOIN run_findings f ON f.run_id = r.id WHERE r.night_id = $1 AND r.verdict = 'finding'
            """).Rows(row => (row.GetInt64(0), row.GetInt64(1)), night).ToHashSet();
        return database.Prepare(
            $"""
            SELECT fp.finding_id, fp.place_id, fp.is_open, p.driver_id, p.scenario_id, p.profile, p.strategy, {WorstVerdict}, f.kind
            FROM finding_points fp JOIN places p ON p.id = fp.place_id JOIN findings f ON f.id = fp.finding_id
            """).Rows(
            row =>
            {
                var (finding, place) = (row.GetInt64(0), row.GetInt64(1));
                var strategies = complete.GetValueOrDefault((row.GetInt64(3), row.GetInt64(4), row.GetString(5)));
                var state = failed.Contains((finding, place)) ? PointState.Failed : StateOf(row.NumberOrNull(7), strategies, row.GetString(6), row.GetString(8));
                return new Point(finding, place, row.Flag(2), state);
            },
            night);
    }

    // A run that ended, with or without findings, shows that the driver does not take control there.
    private static PointState StateOf(long? worst, HashSet<string>? complete, string strategy, string kind) => worst switch
    {
        1 => PointState.Passed,
        2 when kind == Uncontrolled => PointState.Passed,
        2 => PointState.OtherFinding,
        3 => PointState.Inconclusive,
        _ => complete is null ? PointState.TargetNotRun : complete.Contains(strategy) ? PointState.Gone : PointState.NotRun,
    };

    private readonly record struct Known(long Finding, Standing AtSince, Standing Before, bool IsSeen);

    private readonly record struct Said(
        FindingStatus Status, NotRunReason Reason, Standing After, Transition? Transition, bool IsFlaky, KnownFinding? Known);

    private readonly record struct Point(long Finding, long Place, bool IsOpen, PointState State);
}
