using Verifier.Cli.Host;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Workers.Loading;
using Verifier.Workers.Running;

namespace Verifier.Cli.Loading;

/// <summary>The work of a <c>run</c>: some scenarios are run once with each driver, others are explored.</summary>
/// <param name="Runs">Single runs.</param>
/// <param name="Targets">What is explored.</param>
internal sealed record Selection(IReadOnlyList<PlannedRun> Runs, IReadOnlyList<ExplorationTarget> Targets)
{
    /// <summary>Reads the scripts, loads the drivers, and finds what fits together.</summary>
    /// <exception cref="CliException">Something of it cannot be, or nothing is left.</exception>
    public static Selection Make(Invocation invocation, RunSettings settings)
    {
        var files = ScenarioFinder.Find(invocation.Host, settings.Paths);
        var models = ModelCatalogue.Begin(invocation, settings.Sources, settings.IsIsolated, files.Count > 0 ? files[0].FullPath : null);
        var scripts = ScenarioLoader.ReadAll(files, diagnostic => invocation.Warn(diagnostic.ToString()));
        return Make(invocation, settings, scripts, models());
    }

    /// <summary>The drivers that play a part.</summary>
    public IEnumerable<DriverUnderTest> Drivers => Runs.Select(run => run.Plan.Driver).Concat(Targets.Select(target => target.Driver));

    /// <summary>Finds what fits together of scripts and drivers that are read already.</summary>
    /// <exception cref="CliException">Something cannot be planned, or nothing is left.</exception>
    public static Selection Make(
        Invocation invocation, RunSettings settings, IReadOnlyList<ScenarioScript> scripts, DriverPool pool)
    {
        var all = RunSelection.Make(invocation, settings, scripts, pool);
        var single = new List<PlannedRun>();
        var targets = new List<ExplorationTarget>();
        foreach (var run in all)
        {
            if (TargetSelection.Of(run.Plan, settings) is { } target)
            {
                targets.Add(target);
            }
            else
            {
                single.Add(run);
            }
        }

        if (targets.Count == 0 && settings.Explore.NeedsExploration)
        {
            throw CliException.Usage("nothing is explored here, so there is nothing to resume or to spend a budget on; give --explore");
        }

        // Each campaign does its own part of a shard; single runs are dealt out.
        var mine = single.Where((_, i) => i % settings.Shard.Count == settings.Shard.Index - 1).ToList();
        if (mine.Count == 0 && targets.Count == 0)
        {
            invocation.Warn($"shard {settings.Shard.Index}/{settings.Shard.Count} holds none of the {Words.Count(all.Count, "run")}");
        }

        return new Selection(mine, targets);
    }
}
