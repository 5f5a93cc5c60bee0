using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Verifier.Benchmarks.Tables;

namespace Verifier.Benchmarks;

/// <summary>
/// Wall time of whole processes: an empty .NET process, the command line that only looks something up, and one that runs a scenario, in a worker and in its own process.
/// They take turns, so that whatever else the machine does hits all alike.
/// </summary>
internal static class StartUp
{
    private const int Rounds = 15;
    private const string Scenario = "scenarios/fast/update-array.yaml";

    public static Table Measure()
    {
        var folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!;
        var self = Path.Combine(folder, "Verifier.Benchmarks.dll");
        var cli = Path.Combine(folder, "Verifier.Cli.dll");
        string[] run = [cli, "run", Scenario, "--driver", "array-cache-swap"];
        var shown = $"verifier run {Path.GetFileName(Scenario)}";
        (string Name, string[] Arguments)[] commands =
        [
            ("an empty .NET process", [self, "empty"]),
            ("verifier list profiles", [cli, "list", "profiles"]),
            (shown, run),
            ($"{shown} --isolation none", [.. run, "--isolation", "none"]),
        ];
        var times = commands.Select(_ => new List<double>()).ToArray();

        // One round more than counted: the first reads everything from disk.
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < commands.Length; i++)
            {
                var time = Run(commands[i].Arguments);
                if (round > 0)
                {
                    times[i].Add(time);
                }
            }
        }

        return new Table(
            $"Start-up: wall time of a process, {Rounds} rounds in turns",
            [.. commands.Select((c, i) => new Row(c.Name, Median(times[i]), times[i].Min(), null))]);
    }

    private static double Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Root(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var elapsed = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0
            ? elapsed.TotalNanoseconds
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result}");
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
