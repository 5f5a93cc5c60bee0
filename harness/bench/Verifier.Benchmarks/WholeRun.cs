using System.Reflection;
using System.Text;
using BenchmarkDotNet.Attributes;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Scenarios;

namespace Verifier.Benchmarks;

/// <summary>One whole run in process: load, open, twenty requests, close, unload of a correct model, one fault armed.</summary>
public class WholeRun
{
    private const string Script = """
        scenario: twenty-requests
        drivers: [array-cache-swap]
        workload:
          - load
          - open: { device: \Device\ArrayCache, as: h }
          - repeat: { times: 20, do: [ { ioctl: { on: h, code: 0x222000, in: "text:twenty", out: 0 } } ] }
          - close: h
          - unload
        faults:
          - fail: pool
            when: { nth: 10 }
        """;

    private readonly ScenarioRunner _runner = new();
    private Plan _plan = null!;

    [GlobalSetup]
    public void Setup()
    {
        var document = ScenarioReader.Read("twenty-requests.yaml", Encoding.UTF8.GetBytes(Script), KernelNames.Instance, new ScenarioFolder("."));
        var scenario = document.Scenario ?? throw new InvalidOperationException(string.Join('\n', document.Diagnostics));
        var driver = DriverCatalogue.Read(Assembly.Load("Verifier.Drivers")).Single(d => d.Name == "array-cache-swap");
        _plan = Planner.Make(new ScenarioScript(scenario, "twenty-requests.yaml", document.ContentHash), driver);
    }

    [GlobalCleanup]
    public void Cleanup() => _runner.Dispose();

    [Benchmark]
    public ulong OneRun() => _runner.Observe(_plan, RunOptions.Default).TraceHash;
}
