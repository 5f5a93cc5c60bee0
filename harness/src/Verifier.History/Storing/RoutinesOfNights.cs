namespace Verifier.History.Storing;

/// <summary>The driver's routines through which the runs of nights came to fault points. Within the caller's transaction.</summary>
internal sealed class RoutinesOfNights(Database database)
{
    private readonly Dictionary<(long Night, long Driver, bool All), HashSet<string>> _known = [];

    /// <summary>
    /// True if a routine is gone: the driver was run with the same scenario, no run came through it, and it would have been seen: the
    /// golden run came through it before, or everything of the strategy that found it was done.
    /// </summary>
    /// <param name="routine">The routine with its type.</param>
    /// <param name="then">The place and night of its last sight.</param>
    /// <param name="strategy">The strategy of that run.</param>
    /// <param name="night">Tonight.</param>
    public bool IsGone(string routine, (long Driver, long Scenario, long Night) then, string strategy, long night)
    {
        var now = Of(night, then.Driver, all: true);
        var complete = database.Prepare("SELECT complete_strategies FROM targets WHERE night_id = $1 AND driver_id = $2 AND scenario_id = $3")
            .Rows(row => Json.List<string>(row.GetString(0)), night, then.Driver, then.Scenario);
        return complete.Count > 0 && now.Count > 0 && !now.Contains(routine)
            && (Of(then.Night, then.Driver, all: false).Contains(routine) || complete.Any(c => c.Contains(strategy)));
    }

    private HashSet<string> Of(long night, long driver, bool all)
    {
        if (!_known.TryGetValue((night, driver, all), out var routines))
        {
            routines = [.. database.Prepare(
                "SELECT s.function FROM sites s JOIN targets t ON t.id = s.target_id WHERE t.night_id = $1 AND t.driver_id = $2").Rows(row => row.GetString(0), night, driver)];
            foreach (var (golden, further) in database.Prepare("SELECT routines, further_routines FROM targets WHERE night_id = $1 AND driver_id = $2")
                .Rows(row => (row.GetString(0), row.GetString(1)), night, driver))
            {
                routines.UnionWith(Json.List<string>(golden));
                routines.UnionWith(all ? Json.List<string>(further) : []);
            }

            _known.Add((night, driver, all), routines);
        }

        return routines;
    }
}
