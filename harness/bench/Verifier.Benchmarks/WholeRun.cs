using BenchmarkDotNet.Attributes;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;

namespace Verifier.Benchmarks;

/// <summary>
/// One whole run in process: load, open, twenty I/O requests, close, unload of a correct model. One fault point of a sweep (no stack is
/// captured, ARCHITECTURE.md D5), the same as an exemplar (with its stack and the source lines), and a run in which nothing fails. And the
/// two other things that "twenty requests" may mean: the same with three I/O requests, some twenty intercepted ones in all; and twenty
/// requests that can fail, most of them in one I/O request.
/// </summary>
public class WholeRun
{
    private const string TwentyRequests = """
        scenario: requests
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
    private Plan _intercepted = null!;
    private Plan _fallible = null!;

    [GlobalSetup]
    public void Setup()
    {
        _golden = Plans.Of(TwentyRequests, Plans.Model("array-cache-swap"));
        _plan = Failing(_golden, point: 12);
        _intercepted = Failing(Plans.Of(Requests(3), Plans.Model("array-cache-swap")), point: 4);
        _fallible = Failing(Plans.Of(Requests(1), Plans.Model("twenty-requests")), point: 20);
        if (_runner.Observe(_plan, Sweep) is not { Injections.Length: 1 } || _runner.Observe(_golden, Sweep) is not { Stop: null, FaultPoints: 22 }
            || _runner.Observe(_intercepted, Sweep) is not { Injections.Length: 1, Calls: > 15 and < 25 }
            || _runner.Observe(Planner.Vary(_fallible, Variation.None), Sweep) is not { Stop: null, FaultPoints: 20 })
        {
            throw new InvalidOperationException("The run that is measured is not the run that is meant.");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _runner.Dispose();

    [Benchmark(Baseline = true)]
    public ulong FaultPointOfASweep() => _runner.Observe(_plan, Sweep).TraceHash;

    [Benchmark]
    public ulong FaultPointOfTwentyInterceptedRequests() => _runner.Observe(_intercepted, Sweep).TraceHash;

    [Benchmark]
    public ulong FaultPointOfTwentyRequestsThatCanFail() => _runner.Observe(_fallible, Sweep).TraceHash;

    [Benchmark]
    public ulong FaultPointWithItsStack() => _runner.Observe(_plan, RunOptions.Default).TraceHash;

    [Benchmark]
    public ulong NothingFails() => _runner.Observe(_golden, Sweep).TraceHash;

    private static string Requests(int count) => TwentyRequests.Replace("times: 20", FormattableString.Invariant($"times: {count}"), StringComparison.Ordinal);

    private static Plan Failing(Plan golden, int point) =>
        Planner.Vary(golden, golden.Variation with { Points = [new FaultPointRef(point, Persistent: false)] });
}
