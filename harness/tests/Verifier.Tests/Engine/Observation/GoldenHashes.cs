using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Kernel;
using Verifier.Tests.Engine.Replay;

namespace Verifier.Tests.Engine.Observation;

/// <summary>Trace hashes of ten runs of the library without any fault but the scripts' own. Called by name from another load context.</summary>
internal static class GoldenHashes
{
    private static readonly (string Scenario, string Driver)[] s_runs =
    [
        ("update-array", "array-cache-swap"), ("update-array-recovers", "array-cache-lookaside"), ("job-queue-reserve", "job-queue-correct"),
        ("packets-tails-before-vista", "io-buffers-fixed"), ("isr-dpc-start", "isr-dpc-paged"), ("lookaside-hit", "lookaside-fixed"), ("leaky-unload", "leaky-unload"),
        ("leaky-parallel", "leaky-fixed"), ("retry-without-reserve", "retrier-fixed"), ("pnp-function-systematic", "pnp-function-correct"),
    ];

    /// <summary>One line a run.</summary>
    public static string[] Take()
    {
        using var runner = new ScenarioRunner();
        return [.. s_runs.Select(run => $"{run.Scenario} {run.Driver} {runner.Run(PlanSource.Make(run.Scenario, run.Driver)).Run.TraceHash:x16}")];
    }

    /// <summary>Where a routine is in the catalogue.</summary>
    public static int OrdinalOf(string name) => DdiCatalogue.Find(name)!.Ordinal;
}
