using System.Collections.Immutable;
using Verifier.History.Converting;

namespace Verifier.History.Storing;

/// <summary>
/// Finds findings whose routine was renamed or moved, and makes the new one and the old one the same. Taken for a move only if a routine of
/// the old one is gone, and driver, kind, DDI, tag, size, scenario and operation are the same. All within the caller's transaction, before
/// anything is worked out.
/// </summary>
internal sealed class Moves(Database database, RoutinesOfNights routines)
{
    // Everything that two findings must have in common, and the routines in which they may differ.
    private const string Select = """
        SELECT o.finding_id, f.driver_id, f.fingerprint, f.kind, f.ddi, coalesce(f.tag, ''), t.scenario_id, o.operation, o.bug_check, o.size,
          o.injected_at, o.stopped_at, o.case_key, o.night_id
        FROM observations o JOIN findings f ON f.id = o.finding_id JOIN targets t ON t.id = o.target_id
        """;

    /// <summary>Merges what has moved.</summary>
    public void Apply(long night)
    {
        Find(night);
        KeepAccepted(night);
    }

    // A script may accept a site by the routine that it had: as long as the script is the same, it means the routine that the site has now.
    private void KeepAccepted(long night) => database.Prepare(
        """
        UPDATE observations SET benign = (
          SELECT b.benign FROM moves m JOIN observations b ON b.finding_id = m.finding_id AND b.night_id < m.night_id JOIN targets was ON was.id = b.target_id
            JOIN targets now ON now.scenario_version_id = was.scenario_version_id
          WHERE m.finding_id = observations.finding_id AND now.id = observations.target_id AND b.benign IS NOT NULL LIMIT 1)
        WHERE night_id = $1 AND benign IS NULL AND finding_id IN (SELECT finding_id FROM moves)
        """).Run(night);

    private void Find(long night)
    {
        var fresh = Read(
            $"{Select} WHERE o.night_id = $1 AND NOT EXISTS (SELECT 1 FROM transitions s WHERE s.finding_id = o.finding_id AND s.night_id < $1)", night);
        if (fresh.Count == 0)
        {
            return;
        }

        var lost = Read(
            $"""
            {Select} WHERE o.night_id = (SELECT max(z.night_id) FROM observations z WHERE z.finding_id = o.finding_id) AND o.night_id < $1
              AND 'open' = (SELECT s.standing FROM transitions s WHERE s.finding_id = o.finding_id AND s.night_id < $1 ORDER BY s.night_id DESC LIMIT 1)
            """,
            night);
        var gone = lost.Select(one => (One: one, Routine: GoneOf(one, night))).Where(g => g.Routine is not null).ToDictionary(g => g.One, g => g.Routine!);
        foreach (var (old, now) in Pairs([.. gone.Keys], fresh))
        {
            Merge(night, old, now, gone[old]);
        }
    }

    private string? GoneOf(Seen one, long night) =>
        one.Routines.FirstOrDefault(r => routines.IsGone(r, (one.Driver, one.Key.Scenario, one.Night), Places.StrategyOf(one.CaseKey), night));

    // One with one: of several that fit, those whose routines have most in common, then in the order of their runs.
    private static List<(Seen Old, Seen Now)> Pairs(List<Seen> gone, List<Seen> fresh)
    {
        var pairs = new List<(Seen, Seen)>();
        var (usedOld, usedNow) = (new HashSet<long>(), new HashSet<long>());
        var candidates = gone.SelectMany(old => fresh.Where(now => now.Fits(old)).Select(now => (Old: old, Now: now)))
            .OrderByDescending(p => InCommon(p.Old, p.Now))
            .ThenBy(p => p.Old.Finding)
            .ThenBy(p => p.Now.CaseKey, StringComparer.Ordinal)
            .ThenBy(p => p.Now.Fingerprint, StringComparer.Ordinal);
        foreach (var pair in candidates.Where(p => !usedOld.Contains(p.Old.Finding) && !usedNow.Contains(p.Now.Finding)).ToList())
        {
            if (!usedOld.Contains(pair.Old.Finding) && !usedNow.Contains(pair.Now.Finding))
            {
                usedOld.Add(pair.Old.Finding);
                usedNow.Add(pair.Now.Finding);
                pairs.Add(pair);
            }
        }

        return pairs;
    }

    // A routine under the same name in another type, or under another name in the same type, is half of the way.
    private static int InCommon(Seen old, Seen now) => old.Routines.Zip(now.Routines).Sum(p =>
        p.First == p.Second ? 4 : TypeOf(p.First) == TypeOf(p.Second) ? 1 : NameOf(p.First) == NameOf(p.Second) ? 2 : 0);

    private static string TypeOf(string routine) => routine[..Math.Max(0, routine.LastIndexOf('.'))];

    private static string NameOf(string routine) => routine[(routine.LastIndexOf('.') + 1)..];

    // The old one's number stays, with its nights; the new one's fingerprint and runs become its.
    private void Merge(long night, Seen old, Seen now, string gone)
    {
        foreach (var table in new[] { "observations", "run_findings" })
        {
            _ = database.Prepare($"UPDATE OR IGNORE {table} SET finding_id = $1 WHERE finding_id = $2").Run(old.Finding, now.Finding);
        }

        foreach (var table in new[] { "observations", "run_findings", "finding_points", "transitions", "moves" })
        {
            _ = database.Prepare($"DELETE FROM {table} WHERE finding_id = $1").Run(now.Finding);
        }

        var (coarse, title, details) = database.Prepare("SELECT coarse, title, details FROM findings WHERE id = $1")
            .Rows(row => (row.GetString(0), row.GetString(1), row.GetString(2)), now.Finding)[0];
        _ = database.Prepare("DELETE FROM findings WHERE id = $1").Run(now.Finding);
        _ = database.Prepare("UPDATE findings SET fingerprint = $2, coarse = $3, title = $4, details = $5, last_night = max(last_night, $6) WHERE id = $1")
            .Run(old.Finding, now.Fingerprint, coarse, title, details, night);
        _ = database.Prepare("INSERT OR REPLACE INTO moves (finding_id, night_id, was_fingerprint, was_place, now_place) VALUES ($1, $2, $3, $4, $5)").Run(
            old.Finding, night, old.Fingerprint, RoutinesAt.Text(old.Routines), RoutinesAt.Text(now.Routines));

        // What was open under the old name is open under the new one now.
        _ = database.Prepare(
            "DELETE FROM finding_points WHERE finding_id = $1 AND place_id IN (SELECT p.id FROM places p WHERE instr(p.name || ' ', ' ' || $2 || ' ') > 0)")
            .Run(old.Finding, gone);
    }

    private List<Seen> Read(string sql, long night) => database.Prepare(sql).Rows(
        row => new Seen(
            row.GetInt64(0),
            row.GetString(2),
            (row.GetInt64(1), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), row.GetString(7)),
            Json.List<ulong>(row.GetString(8)) is [var code, ..] ? code : 0,
            row.NumberOrNull(9),
            RoutinesAt.Of(row.GetString(10), row.GetString(11)),
            row.GetString(12),
            row.GetInt64(13)),
        night);

    private sealed record Seen(
        long Finding,
        string Fingerprint,
        (long Driver, string Kind, string Ddi, string Tag, long Scenario, string Operation) Key,
        ulong BugCheck,
        long? Size,
        ImmutableArray<string> Routines,
        string CaseKey,
        long Night)
    {
        public long Driver => Key.Driver;

        // Earlier versions did not keep the size.
        public bool Fits(Seen old) => Key == old.Key && BugCheck == old.BugCheck && (Size is null || old.Size is null || Size == old.Size) && !Routines.IsEmpty;
    }
}
