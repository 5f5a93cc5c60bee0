using System.Diagnostics;
using Verifier.Benchmarks.Tables;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Benchmarks;

/// <summary>
/// Exploration: what a fault point costs in process, through workers with one job and with two, and as a process of its own; and how whole
/// sweeps grow. Wall time: what happens in other processes counts. The command line is its Release build, which is compiled ahead; where it was not
/// built, the copy beside this program.
/// </summary>
internal static class Sweep
{
    private const string Model = "array-cache-swap";
    private const int Rounds = 3;
    private const int FewRuns = 20_000;
    private const int ManyRuns = 100_000;

    public static Table Measure()
    {
        var folder = Directory.CreateTempSubdirectory("verifier-bench").FullName;
        try
        {
            return new Table($"Exploration: wall time, {Rounds} rounds", [.. Rows(folder)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Row> Rows(string folder)
    {
        yield return Row.Of("a fault point of a 20-request model, in process", Enumerable.Range(0, Rounds).Select(_ => InProcess()));
        yield return Row.Of("… through a worker, 1 job", Enumerable.Range(0, Rounds).Select(_ => ThroughWorkers(folder, 1)));
        yield return Row.Of("… through workers, 2 jobs", Enumerable.Range(0, Rounds).Select(_ => ThroughWorkers(folder, 2)));
        yield return Row.Of("… in a process of its own", Enumerable.Range(0, 4 * Rounds).Select(_ => OwnProcess(folder)));
        yield return Row.Of("a sweep of 200 fault points (a run of 200 requests each)", Enumerable.Range(0, Rounds).Select(_ => WholeSweep(200)));
        yield return Row.Of("a sweep of 2,000 fault points (a run of 2,000 requests each)", [WholeSweep(2_000)]);
        var (second, cases) = Second();
        using var self = Process.GetCurrentProcess();
        var peak = self.PeakWorkingSet64 >> 20;
        var name = FormattableString.Invariant($"second faults of the largest model (spike-nic-leaky, 508 points, {cases} cases; {peak} MB working set at most)");
        yield return new Row(name, second, second, null);
    }

    // Dice that hardly ever hit: as many runs as one likes of a model with few fault points.
    private static string Requests(int count, int repeats) => FormattableString.Invariant($$"""
        scenario: requests
        drivers: [array-cache-swap]
        workload:
          - load
          - open: { device: \Device\ArrayCache, as: h }
          - repeat: { times: {{count}}, do: [ { ioctl: { on: h, code: 0x222000, in: "text:twenty", out: 0 } } ] }
          - close: h
          - unload
        explore: { how: random, probability: 1/50, repeats: {{repeats}} }
        """);

    private static double InProcess()
    {
        using var runner = new ScenarioRunner();
        var plan = Plans.Of(Requests(20, FewRuns), Plans.Model(Model));
        var explorer = new Explorer(runner, plan);
        explorer.Explore(plan.Scenario.Explore!);
        var began = Stopwatch.GetTimestamp();
        explorer.Explore(plan.Scenario.Explore! with { Repeats = ManyRuns });
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / ManyRuns;
    }

    // The difference of two campaigns: starting up is in both.
    private static double ThroughWorkers(string folder, int jobs)
    {
        var few = Campaign(folder, jobs, FewRuns);
        return (Campaign(folder, jobs, ManyRuns) - few) / (ManyRuns - FewRuns);
    }

    private static double Campaign(string folder, int jobs, int runs)
    {
        var script = Path.Combine(folder, "requests.yaml");
        File.WriteAllText(script, Requests(20, runs));
        return CommandLine.Time(folder, ["run", script, "--isolation", "process", "--jobs", FormattableString.Invariant($"{jobs}"), "-v", "quiet"]);
    }

    private static double OwnProcess(string folder)
    {
        var script = Path.Combine(folder, "requests.yaml");
        File.WriteAllText(script, Requests(20, 1).Replace("explore:", "# explore:", StringComparison.Ordinal) + "\nfaults: [ { fail: pool, when: { nth: 10 } } ]\n");
        return CommandLine.Time(folder, ["run", script, "-v", "quiet"]);
    }

    private static double WholeSweep(int points)
    {
        using var runner = new ScenarioRunner();
        var plan = Plans.Of(Requests(points - 2, 1), Plans.Model(Model));
        var began = Stopwatch.GetTimestamp();
        new Explorer(runner, plan).Explore(new ExploreSettings { Strategies = ExploreStrategies.Each });
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds;
    }

    private static (double Time, int Cases) Second()
    {
        using var runner = new ScenarioRunner();
        const string File = "spike-nic-both-simulations.yaml";
        var plan = Plans.Of(System.IO.File.ReadAllText(Path.Combine(CommandLine.Root, "scenarios", "fast", File)), Plans.Model("spike-nic-leaky"), File);
        plan = Planner.Vary(plan, plan.Variation with { RestsScriptFaults = true });
        var began = Stopwatch.GetTimestamp();
        var outcome = new Explorer(runner, plan).Explore(new ExploreSettings { Strategies = ExploreStrategies.Second });
        return (Stopwatch.GetElapsedTime(began).TotalNanoseconds, outcome.Results.Length);
    }
}
