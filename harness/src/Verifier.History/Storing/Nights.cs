using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Verifier.History.Storing;

/// <summary>The nights themselves.</summary>
internal sealed class Nights(Database database)
{
    private const string Select = """
        SELECT id, started_at, duration_ms, harness, library_hash, selection, state, planned, passed, failed, inconclusive, errors,
          canaries_planted, canaries_found, replayed, replayed_alike, planted_defects, planted_defects_found, problems,
          open, new, regressed, fixed, sites_reached, sites_failed, fails_on, assemblies, symbols
        FROM nights
        """;

    public long Begin(NightStart start)
    {
        _ = database.Prepare(
            """
            INSERT INTO nights (started_at, harness, library_hash, selection, state, harness_build, assemblies, symbols)
            VALUES ($1, $2, $3, $4, 'begun', $5, $6, $7)
            """).Run(
            Columns.Stored(start.StartedAt), start.HarnessVersion, start.LibraryHash, start.Selection, start.HarnessBuild, Json.Write(start.Assemblies),
            Json.Write(start.SymbolFolders));
        return database.LastId();
    }

    /// <summary>A night.</summary>
    /// <exception cref="HistoryException">There is no such night.</exception>
    public NightRecord Get(long id) => database.Prepare($"{Select} WHERE id = $1").Rows(Read, id) is [var night]
        ? night
        : throw new HistoryException(
            HistoryProblem.NoSuchNight, string.Create(CultureInfo.InvariantCulture, $"The history file {database.Path} has no night {id}."));

    /// <summary>The last nights up to one, the latest first.</summary>
    public List<NightSummary> UpTo(long id, int count) =>
        database.Prepare($"{Select} WHERE id <= $1 ORDER BY id DESC LIMIT $2").Rows(ReadSummary, id, count);

    /// <summary>
    /// Nights of a trend: one, and those before it that ended. What a night that was killed has not done would look like a change.
    /// </summary>
    public List<NightSummary> Trend(long id, int count) =>
        database.Prepare($"{Select} WHERE id = $1 OR (id < $1 AND state = 'ended') ORDER BY id DESC LIMIT $2").Rows(ReadSummary, id, count);

    public void End(long id, NightEnd end, long? since)
    {
        var trust = end.Trust;
        _ = database.Prepare(
            """
            UPDATE nights SET state = 'ended', duration_ms = $2, since = $3, canaries_planted = $4, canaries_found = $5, replayed = $6,
              replayed_alike = $7, planted_defects = $8, planted_defects_found = $9, problems = $10, is_trusted = $11, fails_on = $12
            WHERE id = $1
            """).Run(
            id, (long)end.Duration.TotalMilliseconds, since, trust.CanariesPlanted, trust.CanariesFound, trust.Replayed, trust.ReplayedAlike,
            trust.PlantedDefects, trust.PlantedDefectsFound, Json.Write(trust.Problems), Columns.Stored(trust.IsTrusted), end.FailsOn);
    }

    /// <summary>The night it was compared with when it ended.</summary>
    public long? SinceOf(long id) => database.Prepare("SELECT since FROM nights WHERE id = $1").NumberOrNull(id);

    /// <summary>
    /// The last night before this one that can be compared with: it ended, its oracles were sound, and it has a scenario with a driver in
    /// common with this one, in any version.
    /// </summary>
    public long? LastComparable(long id) => database.Prepare(
        """
        SELECT n.id FROM nights n
        WHERE n.id < $1 AND n.state = 'ended' AND n.is_trusted = 1 AND EXISTS (
          SELECT 1 FROM targets mine JOIN targets theirs
            ON theirs.night_id = n.id AND theirs.driver_id = mine.driver_id AND theirs.scenario_id = mine.scenario_id
          WHERE mine.night_id = $1)
        ORDER BY n.id DESC LIMIT 1
        """).NumberOrNull(id);

    /// <summary>
    /// Works out which targets fail, once transitions are there: those in which an expectation was not met, or that show a finding that
    /// nothing accepts. What another script expects, what is known and what is flaky is accepted.
    /// </summary>
    public void Judge(long id) => database.Prepare(
        """
        UPDATE targets SET is_failing = verdict = 'error' OR (verdict IN ('surprise', 'broken') AND (
          unmet > 0
          OR NOT EXISTS (SELECT 1 FROM observations o WHERE o.target_id = targets.id)
          OR EXISTS (
            SELECT 1 FROM observations o JOIN transitions t ON t.finding_id = o.finding_id AND t.night_id = o.night_id
            WHERE o.target_id = targets.id AND t.transition <> 'flaky' AND (t.known IS NULL OR t.is_expired = 1) AND NOT EXISTS (
              SELECT 1 FROM observations e WHERE e.finding_id = o.finding_id AND e.night_id = o.night_id AND (e.is_expected = 1 OR e.benign IS NOT NULL)))))
        WHERE night_id = $1
        """).Run(id);

    /// <summary>Adds a night's transitions and sites up, once they are there.</summary>
    public void Summarise(long id) => database.Prepare(
        """
        UPDATE nights SET (open, new, regressed, fixed) = (
          SELECT count(*) FILTER (WHERE t.standing = 'open'), count(*) FILTER (WHERE t.transition = 'new'),
            count(*) FILTER (WHERE t.transition = 'regressed'), count(*) FILTER (WHERE t.transition = 'fixed')
          FROM transitions t
          WHERE t.night_id = $1 AND (t.known IS NULL OR t.is_expired = 1) AND NOT EXISTS (
            SELECT 1 FROM observations o
            WHERE o.finding_id = t.finding_id AND (o.is_expected = 1 OR o.benign IS NOT NULL) AND o.night_id = (
              SELECT max(z.night_id) FROM observations z WHERE z.finding_id = t.finding_id AND z.night_id <= $1))),
        (sites_reached, sites_failed) = (
          SELECT count(*), coalesce(sum(failed), 0) FROM (
            SELECT max(s.failed_once + s.failed_persistently > 0) AS failed
            FROM sites s JOIN targets t ON t.id = s.target_id
            WHERE t.night_id = $1 GROUP BY t.driver_id, s.ddi, s.tag, s.stack))
        WHERE id = $1
        """).Run(id);

    private static NightSummary ReadSummary(SqliteDataReader row) => new()
    {
        Night = Read(row),
        Open = row.GetInt32(19),
        New = row.GetInt32(20),
        Regressed = row.GetInt32(21),
        Fixed = row.GetInt32(22),
        SitesReached = row.GetInt32(23),
        SitesFailed = row.GetInt32(24),
    };

    private static NightRecord Read(SqliteDataReader row)
    {
        var (passed, failed, inconclusive, errors) = (row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11));
        return new NightRecord
        {
            Id = row.GetInt64(0),
            StartedAt = row.Time(1),
            Duration = row.NumberOrNull(2) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            HarnessVersion = row.GetString(3),
            LibraryHash = row.GetString(4),
            Selection = row.GetString(5),
            State = Words.Read<NightState>(row.GetString(6)),
            FailsOn = row.TextOrNull(25),
            Assemblies = Json.List<string>(row.GetString(26)),
            SymbolFolders = Json.List<string>(row.GetString(27)),
            Runs = new RunCounts(row.GetInt64(7), passed + failed + inconclusive + errors, passed, failed, inconclusive, errors),
            Trust = new TrustFacts
            {
                CanariesPlanted = row.GetInt32(12),
                CanariesFound = row.GetInt32(13),
                Replayed = row.GetInt32(14),
                ReplayedAlike = row.GetInt32(15),
                PlantedDefects = row.GetInt32(16),
                PlantedDefectsFound = row.GetInt32(17),
                Problems = Json.List<string>(row.GetString(18)),
            },
        };
    }
}
