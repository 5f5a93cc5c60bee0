namespace Verifier.History.Storing;

/// <summary>
/// Drops runs: keeps failing ones over passing ones, faster failures over slower ones, older ones over newer ones, so many of each driver
/// and scenario. What is dropped is counted.
/// </summary>
internal sealed class Retention(Database database)
{
    /// <summary>Drops. Within the caller's transaction.</summary>
    /// <returns>Number of runs dropped.</returns>
    public long Apply(RetentionSettings settings)
    {
        var last = database.Prepare("SELECT id FROM nights WHERE state = 'ended' ORDER BY id DESC LIMIT 1 OFFSET $1").NumberOrNull(settings.WholeNights);
        if (last is not { } upTo)
        {
            return 0;
        }

        _ = database.Prepare("CREATE TEMP TABLE IF NOT EXISTS dropping (run_id INTEGER PRIMARY KEY, target_id INTEGER NOT NULL, is_passing INTEGER NOT NULL)").Run();
        _ = database.Prepare("DELETE FROM dropping").Run();
        var dropped = database.Prepare(
            """
            INSERT INTO dropping (run_id, target_id, is_passing)
            SELECT id, target_id, is_passing FROM (
              SELECT r.id, r.target_id, r.verdict = 'pass' AS is_passing, row_number() OVER (
                PARTITION BY t.driver_id, t.scenario_id
                ORDER BY CASE r.verdict WHEN 'finding' THEN 0 WHEN 'pass' THEN 2 ELSE 1 END, CASE r.verdict WHEN 'finding' THEN r.calls ELSE 0 END, r.id) AS place
              FROM runs r JOIN targets t ON t.id = r.target_id
              WHERE r.night_id <= $1)
            WHERE place > $2
            """).Run(upTo, settings.RunsPerTarget);
        _ = database.Prepare(
            """
            UPDATE targets SET dropped_passing = dropped_passing + d.passing, dropped_failing = dropped_failing + d.failing
            FROM (SELECT target_id, sum(is_passing) AS passing, sum(1 - is_passing) AS failing FROM dropping GROUP BY target_id) AS d
            WHERE targets.id = d.target_id
            """).Run();
        _ = database.Prepare("DELETE FROM runs WHERE id IN (SELECT run_id FROM dropping)").Run();
        _ = database.Prepare("DELETE FROM dropping").Run();
        DropTraces(upTo);
        return dropped;
    }

    // A finding's page shows the run of the last night that saw it.
    private void DropTraces(long upTo) => database.Prepare(
        """
        UPDATE observations SET trace = NULL
        WHERE night_id <= $1 AND trace IS NOT NULL AND night_id < (SELECT f.last_night FROM findings f WHERE f.id = observations.finding_id)
        """).Run(upTo);
}
