using System.Runtime.CompilerServices;
using Verifier.Benchmarks.Tables;

namespace Verifier.Benchmarks;

/// <summary>The benchmarks by name; each writes its table to <c>results/</c>, beside the sources.</summary>
internal static class Suite
{
    private const int UsageError = 1;

    private static readonly (string Name, Func<Table> Measure)[] Benchmarks =
    [
        ("pool-pair", () => BenchmarkTable.Of<PoolPair>("One allocation and its free, 64 bytes", nameof(PoolPair.MallocFree))),
        ("whole-run", () => BenchmarkTable.Of<WholeRun>("One whole run: load, open, 20 I/O requests, close, unload", nameof(WholeRun.FaultPointOfASweep))),
        ("start-up", StartUp.Measure),
        ("report", ReportGeneration.Measure),
        ("report-opening", ReportOpening.Measure),
        ("exploration", Sweep.Measure),
        ("compiled", CompiledDrivers.Measure),
        ("history", NightlyHistory.Measure),
    ];

    /// <summary>Runs the benchmarks named, or all.</summary>
    public static int Run(string[] names)
    {
        if (names is [FuzzCommand.Verb, ..])
        {
            return FuzzCommand.Run(names[1..]);
        }

        var chosen = Benchmarks.Where(b => names.Length == 0 || names.Contains(b.Name)).ToList();
        if (chosen.Count < Math.Max(names.Length, 1))
        {
            Console.Error.WriteLine($"Benchmarks: {string.Join(", ", Benchmarks.Select(b => b.Name))}; none named means all. To throw hostile input at the harness: {FuzzCommand.Usage}");
            return UsageError;
        }

        foreach (var (name, measure) in chosen)
        {
            var text = measure().ToMarkdown();
            File.WriteAllText(Path.Combine(ResultsFolder(), name + ".md"), text);
            Console.WriteLine(text);
        }

        return 0;
    }

    private static string ResultsFolder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "results");
}
