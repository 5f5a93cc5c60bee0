using System.Collections.Immutable;

namespace Verifier.History.Storing;

/// <summary>What rows of several tables must have in common: each finds a row that has not. True of every file that any version wrote.</summary>
internal static class RowRules
{
    /// <summary>The rules, with the version of the schema from which on each can be asked.</summary>
    public static ImmutableArray<(int FromVersion, string Problem, string Sql)> All { get; } =
    [
        (1, "a night is compared with one that did not end before it",
            "SELECT 1 FROM nights n JOIN nights s ON s.id = n.since WHERE s.id >= n.id OR s.state <> 'ended'"),
        (1, "a night that did not end has a duration, or one that it is compared with",
            "SELECT 1 FROM nights WHERE state <> 'ended' AND (duration_ms IS NOT NULL OR since IS NOT NULL)"),
        (1, "a target has the build of another driver, or another scenario's script",
            """
            SELECT 1 FROM targets t JOIN driver_versions d ON d.id = t.driver_version_id JOIN scenario_versions s ON s.id = t.scenario_version_id
            WHERE d.driver_id <> t.driver_id OR s.scenario_id <> t.scenario_id
            """),
        (1, "a run is of another night than its target, or at a place of another one",
            """
            SELECT 1 FROM runs r JOIN targets t ON t.id = r.target_id JOIN places p ON p.id = r.place_id
            WHERE r.night_id <> t.night_id OR p.driver_id <> t.driver_id OR p.scenario_id <> t.scenario_id OR p.profile <> t.profile
            """),
        (1, "a place has half of a fault point",
            "SELECT 1 FROM places WHERE (function IS NULL) + (ddi IS NULL) + (tag IS NULL) + (ordering IS NULL) NOT IN (0, 4)"),
        (1, "an observation is of another night or driver than its target",
            """
            SELECT 1 FROM observations o JOIN targets t ON t.id = o.target_id JOIN findings f ON f.id = o.finding_id
            WHERE o.night_id <> t.night_id OR f.driver_id <> t.driver_id
            """),
        (1, "a run shows a finding that its target does not have",
            """
            SELECT 1 FROM run_findings x JOIN runs r ON r.id = x.run_id WHERE NOT EXISTS (
              SELECT 1 FROM observations o WHERE o.night_id = r.night_id AND o.finding_id = x.finding_id AND o.target_id = r.target_id)
            """),
        (1, "a finding is open at a place of another driver",
            """
            SELECT 1 FROM finding_points x JOIN places p ON p.id = x.place_id JOIN findings f ON f.id = x.finding_id WHERE p.driver_id <> f.driver_id
            """),
        (1, "a finding was not seen when it is said to be",
            """
            SELECT 1 FROM findings f WHERE first_night > last_night
              OR last_night IS NOT (SELECT max(o.night_id) FROM observations o WHERE o.finding_id = f.id)
            """),
        (1, "a night says something of a finding that was not seen by then, or did not end",
            """
            SELECT 1 FROM transitions t JOIN nights n ON n.id = t.night_id WHERE n.state <> 'ended' OR NOT EXISTS (
              SELECT 1 FROM observations o WHERE o.finding_id = t.finding_id AND o.night_id <= t.night_id)
            """),
        (4, "a night's counts are not those of its runs",
            """
            SELECT 1 FROM nights n LEFT JOIN (
              SELECT night_id, sum(planned) AS planned, sum(dropped_passing) AS passing, sum(dropped_failing) AS failing FROM targets GROUP BY night_id
            ) AS t ON t.night_id = n.id LEFT JOIN (
              SELECT night_id, count(*) FILTER (WHERE verdict = 'pass') AS passing, count(*) FILTER (WHERE verdict <> 'pass') AS failing FROM runs GROUP BY night_id
            ) AS r ON r.night_id = n.id
            WHERE n.planned <> coalesce(t.planned, 0) OR n.passed <> coalesce(r.passing, 0) + coalesce(t.passing, 0)
              OR n.failed + n.inconclusive + n.errors <> coalesce(r.failing, 0) + coalesce(t.failing, 0)
            """),
        (2, "an observation has a title without details, or details without a title",
            "SELECT 1 FROM observations WHERE (title IS NULL) <> (details IS NULL)"),
    ];
}
