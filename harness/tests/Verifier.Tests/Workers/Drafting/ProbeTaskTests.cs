using System.Globalization;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Tests.Cli;
using Verifier.Workers;
using Verifier.Workers.Drafting;
using Verifier.Workers.Loading;

namespace Verifier.Tests.Workers.Drafting;

/// <summary>A worker that tries workloads out keeps no machine from one to the next.</summary>
[NonParallelizable]
[Platform("Linux")]
public sealed class ProbeTaskTests
{
    // Pages of 8 KiB, which hardly another test has: a machine that was kept would be a new one.
    private const string Script = """
        scenario: probe
        drivers: array-cache-swap
        system: windows-2000-alpha
        workload: [load, unload]

        """;

    [Test]
    public void Machine_of_a_probe_is_released_with_it()
    {
        using var sandbox = new CliSandbox();
        var path = Path.Combine(sandbox.Folder, sandbox.Write("probe.yaml", Script));
        var driver = ModelLoader.Load(sandbox.Folder, [], _ => { }).First(one => one.Name == "array-cache-swap");
        var plan = Planner.Make(ScenarioLoader.ReadAll([new ScenarioFile(path, path)], _ => { })[0], driver);
        var before = ReservedBytes();
        for (var i = 0; i < 3; i++)
        {
            Assert.That(ProbeTask.Instance.Do(plan, Script), Does.Contain("\"load\""));
            Assert.That(ReservedBytes(), Is.LessThanOrEqualTo(before));
        }
    }

    // Machines without compiled drivers are in slots behind one address; those side by side are one line.
    private static long ReservedBytes()
    {
        const long first = (long)HostRegion.PreferredBase, end = first + (512L << 30);
        return File.ReadLines("/proc/self/maps").Sum(line =>
        {
            var range = line.Split(' ')[0].Split('-');
            var (from, to) = (Math.Max(Address(range[0]), first), Math.Min(Address(range[1]), end));
            return Math.Max(0, to - from);
        });
    }

    // The highest addresses, of the host's own pages, are negative.
    private static long Address(string digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
