namespace Verifier.History.Storing;

/// <summary>
/// Names that many rows have in common, as numbers. What it remembers was committed, or is about to be: forgotten after a failure.
/// </summary>
internal sealed class NameTable(Database database)
{
    private readonly Dictionary<string, long> _drivers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _scenarios = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Driver, long Scenario, string Profile, string Name), long> _places = [];

    public long Driver(string name) => Known(
        _drivers, name, "SELECT id FROM drivers WHERE name = $1", "INSERT INTO drivers (name) VALUES ($1)", [name]);

    public long Scenario(string name) => Known(
        _scenarios, name, "SELECT id FROM scenarios WHERE name = $1", "INSERT INTO scenarios (name) VALUES ($1)", [name]);

    public long DriverVersion(long driver, string build) => FindOrAdd(
        "SELECT id FROM driver_versions WHERE driver_id = $1 AND build = $2",
        "INSERT INTO driver_versions (driver_id, build) VALUES ($1, $2)",
        [driver, build]);

    public long ScenarioVersion(long scenario, string hash, string path) => FindOrAdd(
        "SELECT id FROM scenario_versions WHERE scenario_id = $1 AND hash = $2 AND path = $3",
        "INSERT INTO scenario_versions (scenario_id, hash, path) VALUES ($1, $2, $3)",
        [scenario, hash, path]);

    /// <summary>The id of a run's place, which is the same in every build; added if it is new.</summary>
    public long Place(long driver, long scenario, string profile, RunRow run)
    {
        var key = (driver, scenario, profile, run.Place);
        if (_places.TryGetValue(key, out var known))
        {
            return known;
        }

        var id = database.Prepare("SELECT id FROM places WHERE driver_id = $1 AND scenario_id = $2 AND profile = $3 AND name = $4")
            .NumberOrNull(driver, scenario, profile, run.Place);
        if (id is null)
        {
            _ = database.Prepare(
                "INSERT INTO places (driver_id, scenario_id, profile, name, strategy, function, ddi, tag, ordering) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
                .Run(driver, scenario, profile, run.Place, run.Strategy, run.Point?.Function, run.Point?.Ddi, run.Point?.Tag, run.Point?.Order);
            id = database.LastId();
        }

        _places[key] = id.Value;
        return id.Value;
    }

    /// <summary>Forgets everything: the transaction in which it was learnt came to nothing.</summary>
    public void Forget()
    {
        _drivers.Clear();
        _scenarios.Clear();
        _places.Clear();
    }

    private long Known(Dictionary<string, long> known, string name, string find, string add, object?[] values)
    {
        if (!known.TryGetValue(name, out var id))
        {
            known[name] = id = FindOrAdd(find, add, values);
        }

        return id;
    }

    private long FindOrAdd(string find, string add, object?[] values)
    {
        if (database.Prepare(find).NumberOrNull(values) is { } id)
        {
            return id;
        }

        _ = database.Prepare(add).Run(values);
        return database.LastId();
    }
}
