using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Workers.Loading;
using Verifier.Workers.Running;

namespace Verifier.Cli.Nightly;

/// <summary>The runs and explorations of a night.</summary>
/// <param name="Runs">Scripts' runs.</param>
/// <param name="Targets">What is explored.</param>
internal sealed record NightSelection(IReadOnlyList<PlannedRun> Runs, IReadOnlyList<ExplorationTarget> Targets)
{
    /// <summary>All scripts that play a part.</summary>
    public IEnumerable<Plan> Scripts => Runs.Select(r => r.Plan).Concat(Targets.Select(t => t.Golden));

    /// <summary>Reads the scripts, loads the models, and finds what fits together.</summary>
    /// <exception cref="CliException">Something of it cannot be, or nothing is left.</exception>
    public static NightSelection Make(Invocation invocation, NightlySettings settings)
    {
        // What is not there is no mistake in the command, as it would be for a run: the machine is not as it was.
        var files = NightSurroundings.Needed(() => ScenarioFinder.Find(invocation.Host, settings.Run.Paths));
        var pool = NightSurroundings.Needed(() => ModelCatalogue.Read(invocation, settings.Run.Sources, settings.Run.IsIsolated));
        var scripts = ScenarioLoader.ReadAll(files, diagnostic => invocation.Warn(diagnostic.ToString()));
        RefuseNamesakes(scripts);

        // A script that explores by itself keeps its own faults and its own ways; all others run as they say, and are explored besides.
        var own = Selection.Make(invocation, settings.Run with { Explore = new ExploreRequest() }, scripts, pool);
        var all = Selection.Make(invocation, settings.Run, scripts, pool);
        var ownPaths = own.Targets.Select(t => (t.Script.Path, t.Driver.Name)).ToHashSet();
        var targets = own.Targets.Select(t => Bounded(t, settings.Run.Explore))
            .Concat(all.Targets.Where(t => !ownPaths.Contains((t.Script.Path, t.Driver.Name))));
        var selection = new NightSelection(
            [.. own.Runs.Where(r => settings.IsWanted(r.Plan.ScenarioPath))], [.. targets.Where(t => settings.IsWanted(t.Script.Path))]);
        return selection.Runs.Count + selection.Targets.Count > 0 ? selection : throw new CliException(
            ExitCode.NothingSelected, $"no scenario lies in a folder {Words.List(settings.Classes)}");
    }

    // The history knows a scenario by its name: of two with one name it would keep the results of whichever comes first.
    private static void RefuseNamesakes(IReadOnlyList<ScenarioScript> scripts)
    {
        var errors = scripts.GroupBy(s => s.Scenario.Name, StringComparer.Ordinal).SelectMany(same => same.Skip(1).Select(s =>
            $"{s.Path}(1,1): error: the scenario is called '{same.Key}' as that of {same.First().Path} is; "
            + "a history tells scenarios apart by their names, so rename one"));
        var text = string.Join('\n', errors);
        if (text.Length > 0)
        {
            throw CliException.Usage(text);
        }
    }

    // Budgets hold whatever the scripts say.
    private static ExplorationTarget Bounded(ExplorationTarget target, ExploreRequest request) => target with
    {
        Settings = target.Settings with
        {
            Advises = true,
            BudgetRuns = request.BudgetRuns ?? target.Settings.BudgetRuns,
            BudgetTime = request.BudgetTime ?? target.Settings.BudgetTime,
        },
    };
}
