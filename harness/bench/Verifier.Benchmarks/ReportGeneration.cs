using System.Diagnostics;
using System.Globalization;
using Verifier.Benchmarks.Tables;
using Verifier.Reporting;
using Verifier.Tests.Reporting;

namespace Verifier.Benchmarks;

/// <summary>
/// A night written in every format (report goal G12: 100,000 runs in at most 2 s and 200 MB). The peak is the process's, with the night itself.
/// </summary>
internal static class ReportGeneration
{
    private const int Rounds = 7;

    public static Table Measure() => new(
        $"A report in every format, {Rounds} rounds", [.. new[] { 1_000, 100_000 }.Select(Of)]);

    private static Row Of(int runs)
    {
        var model = new SyntheticNight(runs).Make();
        var folder = Directory.CreateTempSubdirectory("verifier-report-").FullName;
        var times = new List<double>();
        long bytes = 0;
        WrittenReport written = ReportWriter.WriteAll(model, folder);
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var began = Stopwatch.GetTimestamp();
            written = ReportWriter.WriteAll(model, folder);
            times.Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds);
            bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        times.Sort();
        Directory.Delete(folder, recursive: true);
        using var self = Process.GetCurrentProcess();
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{runs:N0} runs: page {written.Files[0].Size / 1e6:0.00} MB, process at most {self.PeakWorkingSet64 / 1e6:0} MB");
        return new Row(name, times[times.Count / 2], times[0], bytes);
    }
}
