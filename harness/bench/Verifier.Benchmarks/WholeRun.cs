using System.Reflection;
using System.Text;
using BenchmarkDotNet.Attributes;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Scenarios;

namespace Verifier.Benchmarks;

/// <summary>
/// One whole run in process: load, open, twenty I/O requests, close, unload of a correct model. One fault point of a sweep (no stack is
/// captured, decision D5), the same as an exemplar (with its stack and the source lines), and a run in which nothing fails. And one fault point
/// of a run with some twenty intercepted requests in all: the same, with three I/O requests.
/// </summary>
public class WholeRun
{
    private const string TwentyRequests = """
        scenario: twenty-requests
        drivers: [array-cache-swap]
        workload:
          - load
          - open: { device: \Device\ArrayCache, as: h }
          - repeat: { times: 20, do: [ { ioctl: { on: h, code: 0x222000, in: "text:twenty", out: 0 } } ] }
          - close: h
          - unload
        """;

    private static readonly RunOptions Sweep = new() { CapturesStacks = false };

    private readonly ScenarioRunner _runner = new();
    private Plan _plan = null!;
    private Plan _golden = null!;
    private Plan _short = null!;

    [GlobalSetup]
    public void Setup()
    {
        _golden = PlanOf(TwentyRequests);
        _plan = Failing(_golden, point: 12);
        _short = Failing(PlanOf(TwentyRequests.Replace("times: 20", "times: 3", StringComparison.Ordinal)), point: 4);
        var (fault, few) = (_runner.Observe(_plan, Sweep), _runner.Observe(_short, Sweep));
        if (fault.Injections.Length != 1 || few is not { Injections.Length: 1, Calls: > 15 and < 25 } || _runner.Observe(_golden, Sweep).Stop is not null)
        {
            throw new InvalidOperationException("The run that is measured is not the run that is meant.");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _runner.Dispose();

    [Benchmark(Baseline = true)]
    public ulong FaultPointOfASweep() => _runner.Observe(_plan, Sweep).TraceHash;

    [Benchmark]
    public ulong FaultPointOfTwentyInterceptedRequests() => _runner.Observe(_short, Sweep).TraceHash;

    [Benchmark]
    public ulong FaultPointWithItsStack() => _runner.Observe(_plan, RunOptions.Default).TraceHash;

    [Benchmark]
    public ulong NothingFails() => _runner.Observe(_golden, Sweep).TraceHash;

    private static Plan Failing(Plan golden, int point) =>
        Planner.Vary(golden, golden.Variation with { Points = [new FaultPointRef(point, Persistent: false)] });

    private static Plan PlanOf(string text)
    {
        var document = ScenarioReader.Read("twenty-requests.yaml", Encoding.UTF8.GetBytes(text), KernelNames.Instance, new ScenarioFolder("."));
        var scenario = document.Scenario ?? throw new InvalidOperationException(string.Join('\n', document.Diagnostics));
        var driver = DriverCatalogue.Read(Assembly.Load("Verifier.Drivers")).Single(d => d.Name == "array-cache-swap");
        return Planner.Make(new ScenarioScript(scenario, "twenty-requests.yaml", document.ContentHash), driver);
    }
}
