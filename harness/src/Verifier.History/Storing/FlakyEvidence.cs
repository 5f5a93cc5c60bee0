namespace Verifier.History.Storing;

/// <summary>
/// Finds findings that come and go although nothing has changed: the same build of the driver, script, seed and build of the harness. All
/// within the caller's transaction.
/// </summary>
internal sealed class FlakyEvidence(Database database)
{
    // Nights before this one with the same target (t of tonight, b before), unchanged.
    private const string Unchanged = """
        targets b JOIN nights n ON n.id = b.night_id
        WHERE b.driver_id = t.driver_id AND b.scenario_id = t.scenario_id AND b.profile = t.profile AND b.mode = t.mode AND b.seed = t.seed
          AND b.driver_version_id = t.driver_version_id AND b.scenario_version_id = t.scenario_version_id AND b.night_id < $1
          AND (n.harness, n.harness_build) IS (SELECT harness, harness_build FROM nights WHERE id = $1)
        """;

    /// <summary>
    /// Findings that came by themselves: each place that shows one tonight passed in an earlier sound night. A run that lost control of the
    /// driver is gainsaid by any run of its place that ended normally.
    /// </summary>
    public HashSet<long> Came(long night)
    {
        var seen = Findings("SELECT DISTINCT f.finding_id FROM run_findings f JOIN runs r ON r.id = f.run_id WHERE r.night_id = $1", night);
        seen.ExceptWith(Findings(
            $"""
            SELECT DISTINCT f.finding_id FROM runs r JOIN run_findings f ON f.run_id = r.id JOIN targets t ON t.id = r.target_id
              JOIN findings d ON d.id = f.finding_id
            WHERE r.night_id = $1 AND NOT EXISTS (
              SELECT 1 FROM {Unchanged} AND n.state = 'ended' AND n.is_trusted = 1 AND EXISTS (
                SELECT 1 FROM runs e WHERE e.night_id = b.night_id AND e.place_id = r.place_id AND e.target_id = b.id AND (
                  e.verdict = 'pass' OR (d.kind = '{Reckoning.Uncontrolled}' AND e.verdict = 'finding' AND NOT EXISTS (
                    SELECT 1 FROM run_findings g WHERE g.run_id = e.id AND g.finding_id = d.id)))))
            """,
            night));
        return seen;
    }

    /// <summary>Findings that went by themselves: what showed them last is as it was, wherever it was run tonight.</summary>
    public HashSet<long> Went(long night)
    {
        const string LastSeen = """
            observations o JOIN targets b ON b.id = o.target_id JOIN nights n ON n.id = o.night_id JOIN targets t
              ON t.night_id = $1 AND t.driver_id = b.driver_id AND t.scenario_id = b.scenario_id AND t.profile = b.profile AND t.mode = b.mode
            WHERE o.night_id = (SELECT max(z.night_id) FROM observations z WHERE z.finding_id = o.finding_id AND z.night_id < $1)
            """;
        const string IsSame = """
            (t.seed = b.seed AND t.driver_version_id = b.driver_version_id AND t.scenario_version_id = b.scenario_version_id
              AND (n.harness, n.harness_build) IS (SELECT harness, harness_build FROM nights WHERE id = $1))
            """;
        var same = Findings($"SELECT DISTINCT o.finding_id FROM {LastSeen} AND {IsSame}", night);
        same.ExceptWith(Findings($"SELECT DISTINCT o.finding_id FROM {LastSeen} AND NOT {IsSame}", night));
        return same;
    }

    private HashSet<long> Findings(string sql, long night) => [.. database.Prepare(sql).Rows(row => row.GetInt64(0), night)];
}
