using Verifier.Cli.Host;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Loading;

/// <summary>The pairs of scenario and driver that run.</summary>
internal static class RunSelection
{
    /// <summary>The runs, in the order of scripts and then of drivers.</summary>
    /// <param name="invocation">Where it is said that a driver is left out.</param>
    /// <param name="settings">What the command line says.</param>
    /// <param name="scripts">The scripts, in order.</param>
    /// <param name="pool">The drivers that there are.</param>
    /// <exception cref="CliException">A selection matches nothing, or a scenario cannot be planned.</exception>
    public static IReadOnlyList<PlannedRun> Make(
        Invocation invocation, RunSettings settings, IReadOnlyList<ScenarioScript> scripts, DriverPool pool)
    {
        var missing = new List<ScenarioScript>();
        var runs = new List<(ScenarioScript Script, DriverUnderTest Driver)>();
        foreach (var script in scripts)
        {
            var selected = pool.SelectedBy(script);
            if (selected.Count == 0)
            {
                missing.Add(script);
            }

            var kept = selected.Where(driver => settings.Drivers.IsEmpty || settings.Drivers.Any(glob => glob.Matches(driver.Name)));
            runs.AddRange(kept.Select(driver => (script, driver)));
        }

        Refuse(settings, scripts, pool, missing, runs);
        TellBroken(invocation, pool, runs.Count);
        CompiledRuns.CheckIsolation(runs.Select(run => run.Driver), settings.IsIsolated);
        ImportStubs.Check(settings.Stubs, runs.Select(run => run.Driver));
        var left = CompiledRuns.LeftOn(invocation, runs, settings.Sources);
        return Plan([.. left.Select(run => (run.Script, ImportStubs.Give(run.Driver, settings.Stubs)))], settings.Seed);
    }

    // A script may select no driver when the user asked for some drivers only, or for other drivers.
    private static void Refuse(
        RunSettings settings,
        IReadOnlyList<ScenarioScript> scripts,
        DriverPool pool,
        List<ScenarioScript> missing,
        List<(ScenarioScript Script, DriverUnderTest Driver)> runs)
    {
        var mayMiss = !settings.Drivers.IsEmpty || settings.Sources.ReplacesOwn;
        RefuseNames(scripts.Where(script => !missing.Contains(script) || NamesFiles(script)), pool);
        var unused = settings.Drivers.Where(glob => !runs.Exists(run => glob.Matches(run.Driver.Name))).ToList();
        var unread = missing.RemoveAll(NamesFiles);
        if ((runs.Count == 0 && unread == 0) || unused.Count > 0 || (missing.Count > 0 && !mayMiss))
        {
            throw Nothing(missing, pool.Named, unused);
        }
    }

    private static bool NamesFiles(ScenarioScript script) => script.Scenario.Drivers.Any(entry => entry.IsBinary);

    private static void RefuseNames(IEnumerable<ScenarioScript> scripts, DriverPool pool)
    {
        var errors = string.Join('\n', scripts.SelectMany(script => pool.ErrorsOf(script, tellsBroken: false).Select(error =>
            $"{script.Path}({error.Span}): error {DiagnosticCodes.UnknownDriver.Id}: {error.Message}")));
        if (errors.Length > 0)
        {
            throw new CliException(ExitCode.NothingSelected, errors);
        }
    }

    // The others are run all the same.
    private static void TellBroken(Invocation invocation, DriverPool pool, int runs)
    {
        if (runs == 0)
        {
            throw CliException.Usage(string.Join('\n', pool.Broken));
        }

        pool.Broken.ToList().ForEach(invocation.FallShort);
    }

    private static List<PlannedRun> Plan(List<(ScenarioScript Script, DriverUnderTest Driver)> runs, ulong? seed)
    {
        var plans = new List<PlannedRun>();
        var errors = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (script, driver) in runs)
        {
            try
            {
                plans.Add(new PlannedRun(Planner.Make(script, driver, seed)));
            }
            catch (PlanException e)
            {
                errors.Add($"{script.Path}({script.Scenario.System.Source}): error: {e.Message}");
            }
        }

        return errors.Count == 0 ? plans : throw CliException.Usage(string.Join('\n', errors));
    }

    private static CliException Nothing(List<ScenarioScript> missing, IReadOnlyList<DriverUnderTest> models, List<Glob> globs)
    {
        var there = $"there is: {Words.List(models.Select(model => model.Name))}";
        var lines = globs.Count > 0
            ? globs.Select(glob => $"no driver matches both --driver {glob} and the scripts' drivers:; {there}")
            : missing.Select(script =>
                $"{script.Path}({script.Scenario.Drivers[0].Source}): error: no driver matches "
                + $"{string.Join(", ", script.Scenario.Drivers.Select(entry => $"'{entry.Text}'"))}; {there}");
        return new CliException(ExitCode.NothingSelected, string.Join('\n', lines));
    }
}
