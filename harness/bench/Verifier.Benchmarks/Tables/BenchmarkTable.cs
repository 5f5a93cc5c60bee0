using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Verifier.Benchmarks.Tables;

/// <summary>Runs a benchmark class in this process and makes a table of it.</summary>
internal static class BenchmarkTable
{
    private const int Warmups = 8;
    private const int Iterations = 25;
    private const int IterationMilliseconds = 200;

    /// <summary>The table of a benchmark class; its first row is the method that the others are compared with.</summary>
    public static Table Of<T>(string title, string first)
    {
        var clock = new ProcessorClock();
        var job = Job.Default
            .WithClock(clock)
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(Warmups)
            .WithIterationCount(Iterations)
            .WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(IterationMilliseconds));
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithOptions(ConfigOptions.DisableLogFile);
        var rows = BenchmarkRunner.Run<T>(config).Reports.Select(RowOf).ToList();
        return new Table($"{title} ({clock.Title})", [.. rows.OrderByDescending(r => r.Name == first)]);
    }

    private static Row RowOf(BenchmarkDotNet.Reports.BenchmarkReport report)
    {
        var method = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
        var statistics = report.ResultStatistics ?? throw new InvalidOperationException($"{method} gave no result.");
        return new Row(method, statistics.Median, statistics.Min, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase));
    }
}
