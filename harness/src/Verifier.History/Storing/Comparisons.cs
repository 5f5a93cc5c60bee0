using Verifier.History.Comparing;

namespace Verifier.History.Storing;

/// <summary>What changed between a night that ended and an earlier one: read from what each night said when it ended.</summary>
internal sealed class Comparisons(Database database)
{
    /// <summary>Compares.</summary>
    /// <param name="night">A night that ended.</param>
    /// <param name="since">The night to compare with; null for none: then nothing was known before.</param>
    public NightComparison Of(long night, long? since)
    {
        var rows = database.Prepare(
            """
            SELECT f.fingerprint, t.status, t.reason,
              (SELECT s.standing FROM transitions s WHERE s.finding_id = f.id AND s.night_id <= $2 ORDER BY s.night_id DESC LIMIT 1),
              (SELECT s.standing FROM transitions s WHERE s.finding_id = f.id AND s.night_id < $1 ORDER BY s.night_id DESC LIMIT 1),
              d.name, t.is_flaky
            FROM transitions t JOIN findings f ON f.id = t.finding_id JOIN drivers d ON d.id = f.driver_id
            WHERE t.night_id = $1
            """).Rows(
            row => (
                Fingerprint: row.GetString(0),
                Transition: TransitionRules.Of(StandingOf(row.TextOrNull(3)), StandingOf(row.TextOrNull(4)), Words.Read<FindingStatus>(row.GetString(1)), row.Flag(6)),
                Reason: Words.Read<NotRunReason>(row.GetString(2)),
                Driver: row.GetString(5)),
            night, since ?? 0);
        var findings = rows.Where(r => r.Transition is not null)
            .OrderBy(r => r.Transition)
            .ThenBy(r => r.Driver, StringComparer.Ordinal)
            .ThenBy(r => r.Fingerprint, StringComparer.Ordinal)
            .Select(r => new FindingTransition(r.Fingerprint, r.Transition!.Value, r.Reason));
        return new NightComparison { Night = night, Since = since, Unfinished = [.. UnfinishedBetween(since ?? 0, night)], Findings = [.. findings] };
    }

    private List<long> UnfinishedBetween(long since, long night) => database.Prepare(
        "SELECT id FROM nights WHERE id > $1 AND id < $2 AND state = 'begun' ORDER BY id").Rows(row => row.GetInt64(0), since, night);

    private static Standing StandingOf(string? word) => word is null ? Standing.Unknown : Words.Read<Standing>(word);
}
