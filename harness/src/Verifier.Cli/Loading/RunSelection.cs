using Verifier.Cli.Output;
using Verifier.Cli.Running;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Loading;

/// <summary>Which scenario runs with which driver.</summary>
internal static class RunSelection
{
    /// <summary>The runs, in the order of scripts and then of drivers.</summary>
    /// <param name="scripts">The scripts, in order.</param>
    /// <param name="models">The loaded models, in order.</param>
    /// <param name="globs">What <c>--driver</c> keeps; empty for all.</param>
    /// <param name="mayMiss">May a script match no model? It may when the user asked for some drivers only, or for other drivers.</param>
    /// <param name="seed">The seed for all, or null for each script's own.</param>
    /// <exception cref="CliException">A selection matches nothing, or a scenario cannot be planned.</exception>
    public static IReadOnlyList<PlannedRun> Make(
        IReadOnlyList<ScenarioScript> scripts, IReadOnlyList<DriverUnderTest> models, IReadOnlyList<Glob> globs, bool mayMiss, ulong? seed)
    {
        RefuseBinaries(scripts);
        var missing = new List<ScenarioScript>();
        var runs = new List<(ScenarioScript Script, DriverUnderTest Driver)>();
        foreach (var script in scripts)
        {
            var selected = DriverNames.SelectedBy(script.Scenario, models);
            if (selected.Count == 0)
            {
                missing.Add(script);
            }

            var kept = selected.Where(model => globs.Count == 0 || globs.Any(glob => glob.Matches(model.Name)));
            runs.AddRange(kept.Select(model => (script, model)));
        }

        var unused = globs.Where(glob => !runs.Exists(run => glob.Matches(run.Driver.Name))).ToList();
        if (runs.Count == 0 || unused.Count > 0 || (missing.Count > 0 && !mayMiss))
        {
            throw Nothing(missing, models, unused);
        }

        RefuseNames(scripts.Except(missing), models);
        return Plan(runs, seed);
    }

    private static void RefuseNames(IEnumerable<ScenarioScript> scripts, IReadOnlyList<DriverUnderTest> models)
    {
        var errors = string.Join('\n', scripts.SelectMany(script =>
            DriverNames.ErrorsOf(script, models).Select(error => $"{script.Path}({error.Span}): error {DiagnosticCodes.UnknownDriver.Id}: {error.Message}")));
        if (errors.Length > 0)
        {
            throw new CliException(ExitCode.NothingSelected, errors);
        }
    }

    private static void RefuseBinaries(IReadOnlyList<ScenarioScript> scripts)
    {
        var binaries = scripts.SelectMany(script => script.Scenario.Drivers.Where(entry => entry.IsBinary).Select(entry =>
            $"{script.Path}({entry.Source}): error: '{entry.Text}': compiled drivers (.sys) are not available yet; name driver models"));
        var errors = string.Join('\n', binaries);
        if (errors.Length > 0)
        {
            throw CliException.Usage(errors);
        }
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
