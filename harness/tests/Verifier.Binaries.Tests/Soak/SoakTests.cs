using Verifier.Binaries.Checking;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Binaries.Tests.Soak;

/// <summary>
/// Thousands of runs of compiled drivers in one process, with failed calls, exceptions, stops and interrupts, while another thread forces garbage
/// collections, for which .NET sends signals to the thread that runs the drivers. No run differs from the first of its kind, and memory is flat.
/// </summary>
public sealed class SoakTests
{
    private const long MostGrowth = 48L << 20, MostManagedGrowth = 4L << 20;
    private const int WarmUp = 2_000, PauseMilliseconds = 5;

    private static readonly RunOptions s_options = new() { CapturesStacks = false };

    // A script and one of its drivers each: failed calls, exceptions over several routines, ports and interrupts, a system thread, stops.
    private static readonly (string Script, string Driver)[] s_cases =
    [
        ("leaky-error-path-c", "leaky/leaky-error-path-c"),
        ("guarded-quota-c", "guarded/guarded-flawed-c"),
        ("guarded-order-c", "guarded/guarded-correct-c"),
        ("serial-port-receive-c", "serial-port/serial-port-correct-c"),
        ("job-worker-memory-c", "job-worker/job-worker-correct-c"),
        ("canary-c", "canary/canary-use-after-free-c"),
        ("canary-c", "canary/canary-null-call-c"),
        ("canary-c", "canary/canary-paged-at-dispatch-c"),
    ];

    [TestCase(10_000)]
    [TestCase(100_000, Explicit = true, Reason = "It takes a minute: dotnet test harness/tests/Verifier.Binaries.Tests --filter \"Name~alike&Name~100000\"")]
    public void Runs_are_alike_and_memory_is_flat(int runs)
    {
        if (!HostCheck.IsSupported)
        {
            Assert.Ignore("Compiled drivers run on Linux x64 only.");
        }

        using var collector = new Collector();
        var outcome = Run(runs);
        TestContext.Out.WriteLine(
            $"{runs} runs, {collector.Stop()} collections; grown by {outcome.Growth >> 10} KiB, of which {outcome.ManagedGrowth >> 10} KiB managed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Different, Is.Empty);
            Assert.That(outcome.Growth, Is.LessThan(MostGrowth));
            Assert.That(outcome.ManagedGrowth, Is.LessThan(MostManagedGrowth));
        }
    }

    private static Outcome Run(int runs)
    {
        var plans = s_cases.Select(one => PlanOf(one.Script, one.Driver)).ToArray();
        var hashes = new ulong[plans.Length];
        var different = new List<string>();
        var (resident, managed) = (0L, 0L);
        using var runner = new ScenarioRunner();
        for (var i = 0; i < runs; i++)
        {
            if (i == WarmUp)
            {
                (resident, managed) = Memory();
            }

            var which = i % plans.Length;
            var hash = runner.Observe(plans[which], s_options).TraceHash;
            if (i < plans.Length)
            {
                hashes[which] = hash;
            }
            else if (hash != hashes[which])
            {
                different.Add($"run {i}: {plans[which].ScenarioPath} with {plans[which].Driver.Name}");
            }
        }

        var (residentNow, managedNow) = Memory();
        return new Outcome(different, residentNow - resident, managedNow - managed);
    }

    private static (long Resident, long Managed) Memory()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        return (Environment.WorkingSet, managed);
    }

    private static Plan PlanOf(string script, string driver)
    {
        var root = Root();
        var path = Path.Combine(root, "scenarios", "compiled", script + ".yaml");
        var document = ScenarioReader.Read(path, File.ReadAllBytes(path), KernelNames.Instance, new ScenarioFolder(Path.GetDirectoryName(path)!));
        var file = DriverFile.Read(Path.Combine(root, "drivers-under-test", "compiled", driver + ".sys"), symbolFolders: []);
        var tested = new DriverUnderTest(file.Driver.Name, file.Driver.Name, file.Driver.File.Sha256[..32], file.Driver.Name, StacksAreStable: true, Create: null)
        {
            TypeName = file.FullPath,
            Source = file.Driver,
        };
        return Planner.Make(new ScenarioScript(document.Scenario!, path, document.ContentHash), tested);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Verifier.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private sealed record Outcome(IReadOnlyList<string> Different, long Growth, long ManagedGrowth);

    /// <summary>A thread that forces collections until it is stopped.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly ManualResetEventSlim _stop = new();
        private readonly Thread _thread;
        private int _collections;

        public Collector()
        {
            _thread = new Thread(Collect) { IsBackground = true };
            _thread.Start();
        }

        /// <summary>Stops it; how many collections it forced.</summary>
        public int Stop()
        {
            _stop.Set();
            _thread.Join();
            return _collections;
        }

        public void Dispose()
        {
            Stop();
            _stop.Dispose();
        }

        private void Collect()
        {
            while (!_stop.Wait(PauseMilliseconds))
            {
                GC.Collect(_collections++ % 20 == 0 ? GC.MaxGeneration : 0, GCCollectionMode.Forced, blocking: true);
            }
        }
    }
}
