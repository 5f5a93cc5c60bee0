using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.History.Storing;

/// <summary>Finds the entry of the list of known findings that accepts a finding. All within the caller's transaction.</summary>
internal sealed class KnownFindings(Database database, ImmutableArray<KnownFinding> entries)
{
    /// <summary>
    /// The entry: one that names the fingerprint before one that names a place, the first of several; null when there is none.
    /// </summary>
    public KnownFinding? Of(long finding)
    {
        if (entries.IsEmpty)
        {
            return null;
        }

        var (fingerprint, coarse, driver, kind) = database.Prepare(
            "SELECT f.fingerprint, f.coarse, d.name, f.kind FROM findings f JOIN drivers d ON d.id = f.driver_id WHERE f.id = $1")
            .Rows(row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), finding)[0];
        var moves = database.Prepare("SELECT was_fingerprint, was_place FROM moves WHERE finding_id = $1")
            .Rows(row => (Fingerprint: row.GetString(0), Place: row.GetString(1)), finding);
        var prints = moves.Select(m => m.Fingerprint).Append(fingerprint).Append(coarse).ToHashSet(StringComparer.Ordinal);
        return entries.FirstOrDefault(e => e.Fingerprint is { } print && prints.Contains(print))
            ?? entries.FirstOrDefault(e => e.Place is { } place && e.Kind == kind && new Glob(e.Driver ?? string.Empty).Matches(driver)
                && PlacesOf(finding, moves.Select(m => m.Place)).Any(p => new Glob(place).Matches(p)));
    }

    // The innermost routine of the failed call or else of the stop, with and without its type and its DDI; and what it was called before.
    private IEnumerable<string> PlacesOf(long finding, IEnumerable<string> before)
    {
        var sites = database.Prepare(
            """
            SELECT f.ddi, o.injected_at, o.stopped_at FROM observations o JOIN findings f ON f.id = o.finding_id
            WHERE o.finding_id = $1 ORDER BY o.night_id DESC LIMIT 20
            """).Rows(row => (Ddi: row.GetString(0), At: RoutinesAt.Of(row.GetString(1), row.GetString(2))), finding);
        var ddi = sites.Count > 0 ? sites[0].Ddi : string.Empty;
        var routines = sites.Where(s => !s.At.IsEmpty).Select(s => s.At[0]).Concat(before.Select(RoutinesAt.FirstOf)).Distinct(StringComparer.Ordinal);
        foreach (var routine in routines)
        {
            var plain = routine[(routine.LastIndexOf('.') + 1)..];
            string[] names = [routine, plain, $"{ddi} in {routine}", $"{ddi} in {plain}"];
            foreach (var name in names)
            {
                yield return name;
            }
        }

        yield return ddi;
    }
}
