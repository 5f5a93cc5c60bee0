using System.Diagnostics;
using Verifier.Benchmarks.Tables;
using Verifier.Binaries.Switching;
using Verifier.Cli.Host;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Workers.Loading;

namespace Verifier.Benchmarks;

/// <summary>
/// Compiled drivers beside the C# models that they are written after: a whole run in process, a case through workers with one job, two, and two programs at the same time, a process
/// of its own for each case, the command line, and a night of all compiled drivers. Model and binary take turns, so that whatever else the machine does
/// hits both alike. The command line is its Release build, which is compiled ahead.
/// </summary>
internal static class CompiledDrivers
{
    private const int Rounds = 9;

    // Short rounds in turns: what else the host does, and how fast it runs just now, is alike in two that follow each other.
    private const int RoundsOfRuns = 901;
    private const int RunsInARound = 20;
    private const int RoundsOfCases = 7;
    private const int FewCases = 10_000, ManyCases = 60_000;
    private const string Model = "array-cache-swap";

    private static readonly string Binary =
        Path.Combine(CommandLine.Root, "drivers-under-test", "compiled", "array-cache", $"{Model}-c.sys");

    // With five requests the driver makes 30 calls of the kernel.
    private const int Requests = 5;

    public static Table Measure()
    {
        var folder = Directory.CreateTempSubdirectory("verifier-bench").FullName;
        try
        {
            return new Table($"Compiled drivers: wall time, {Rounds} rounds in turns, {RoundsOfCases} of cases", [.. Rows(folder)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Row> Rows(string folder) =>
    [
        .. HostThread.RunApart<IReadOnlyList<Row>>(() => [.. KernelCalls.Measure(), .. WholeRuns()]),
        .. Cases(folder),
        .. InTurns("command line to verdict", Rounds, () => Verdict("fast/update-array", Model), () => Verdict("compiled/update-array-c", $"{Model}-c")),
        Row.Of("a night of all compiled drivers", [Night(folder)]),
    ];

    private static IEnumerable<Row> WholeRuns()
    {
        using var runner = new ScenarioRunner();
        var model = Plans.Of(Script(Model), Plans.Model(Model));
        var binary = Plans.Of(Script(Binary), CompiledLoader.Describe(CompiledLoader.Read(Binary, Binary, symbolFolders: [])));
        var calls = runner.Observe(binary, RunOptions.Default).Calls;
        var name = FormattableString.Invariant($"a whole run with {calls} kernel calls, in process");
        return InTurns(name, RoundsOfRuns, () => TimeOfRun(runner, model), () => TimeOfRun(runner, binary));
    }

    private static double TimeOfRun(ScenarioRunner runner, Plan plan)
    {
        var options = new RunOptions { CapturesStacks = false };
        runner.Observe(plan, options);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < RunsInARound; i++)
        {
            runner.Observe(plan, options);
        }

        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / RunsInARound;
    }

    private static IEnumerable<Row> Cases(string folder)
    {
        var rows = new (string Name, Func<double> Measure)[]
        {
            ("a case of it through a worker, 1 job: model", () => Case(folder, Model, 1)),
            ("… binary", () => Case(folder, Binary, 1)),
            ("… binary, 2 jobs", () => Case(folder, Binary, 2)),
            ("… binary, two programs at the same time, 1 job each", () => CaseOfTwoPrograms(folder)),
            ("a process of its own for the case: binary", () => OwnProcess(folder, Binary)),
        };
        var times = rows.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < RoundsOfCases; round++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                times[i].Add(rows[i].Measure());
            }
        }

        return rows.Select((r, i) => Row.Of(r.Name, times[i]));
    }

    // The difference of two campaigns: starting up is in both.
    private static double Case(string folder, string driver, int jobs) =>
        (Campaign(folder, driver, jobs, ManyCases) - Campaign(folder, driver, jobs, FewCases)) / (ManyCases - FewCases);

    // What the machine itself gives: two programs share nothing but its processors.
    private static double CaseOfTwoPrograms(string folder)
    {
        var folders = new[] { "one", "two" }.Select(name => Directory.CreateDirectory(Path.Combine(folder, name)).FullName).ToArray();
        return (Time(ManyCases) - Time(FewCases)) / (folders.Length * (ManyCases - FewCases));

        double Time(int cases)
        {
            var began = Stopwatch.GetTimestamp();
            Task.WaitAll(folders.Select(one => Task.Run(() => Campaign(one, Binary, 1, cases))));
            return Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        }
    }

    private static double Campaign(string folder, string driver, int jobs, int cases)
    {
        var script = Write(folder, driver, FormattableString.Invariant($"explore: {{ how: random, probability: 1/50, repeats: {cases} }}"));
        return CommandLine.Time(folder, ["run", script, "--isolation", "process", "--jobs", FormattableString.Invariant($"{jobs}"), "-v", "quiet"]);
    }

    private static double OwnProcess(string folder, string driver) =>
        CommandLine.Time(folder, ["run", Write(folder, driver, "faults: [ { fail: pool, when: { nth: 3 } } ]"), "-v", "quiet"]);

    private static double Verdict(string scenario, string driver) =>
        CommandLine.Time(CommandLine.Root, ["run", $"scenarios/{scenario}.yaml", "--driver", driver, "-v", "quiet"]);

    // A night explores what the scripts do not, and planted defects have more than those that scripts expect.
    private static double Night(string folder)
    {
        var (reports, history) = (Path.Combine(folder, "night"), Path.Combine(folder, "night.db"));
        return CommandLine.Time(CommandLine.Root, ["nightly", "scenarios/compiled", "-o", reports, "--db", history, "-v", "quiet"], ExitCode.Unexpected);
    }

    private static string Write(string folder, string driver, string how)
    {
        var script = Path.Combine(folder, "requests.yaml");
        File.WriteAllText(script, Script(driver) + how + "\n");
        return script;
    }

    private static string Script(string driver) => FormattableString.Invariant($$"""
        scenario: requests
        drivers: [ {{driver}} ]
        workload:
          - load
          - open: { device: \Device\ArrayCache, as: h }
          - repeat: { times: {{Requests}}, do: [ { ioctl: { on: h, code: 0x222000, in: "text:twenty", out: 0 } } ] }
          - close: h
          - unload

        """);

    private static IEnumerable<Row> InTurns(string name, int rounds, Func<double> model, Func<double> binary)
    {
        var (models, binaries) = (new List<double>(), new List<double>());

        // Twice as many rounds as are counted: the first ones read from disk, and the just-in-time compiler works on what they run.
        for (var round = 0; round < 2 * rounds; round++)
        {
            var (ofModel, ofBinary) = (model(), binary());
            if (round >= rounds)
            {
                models.Add(ofModel);
                binaries.Add(ofBinary);
            }
        }

        return [Row.Of($"{name}: model", models), Row.Of("… binary", binaries)];
    }
}
