using System.Text;
using System.Text.Json;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios;
using Verifier.Scenarios.Surroundings;
using Verifier.Workers.Messages;

namespace Verifier.Workers.Drafting;

/// <summary>Tries a workload out with the plan's driver and tells what became of each operation. The order is the script.</summary>
internal sealed class ProbeTask : IPlanTask, IDisposable
{
    /// <summary>The only one that is needed.</summary>
    public static readonly ProbeTask Instance = new();

    private readonly ScenarioRunner _runner = new();

    private ProbeTask()
    {
    }

    /// <inheritdoc/>
    public string Name => "probe";

    /// <inheritdoc/>
    public string Do(Plan plan, string order)
    {
        var folder = Path.GetTempPath();
        var document = ScenarioReader.Read(plan.ScenarioPath, Encoding.UTF8.GetBytes(order), KernelNames.Instance, new ScenarioFolder(folder));
        var scenario = document.Scenario ?? throw new InvalidDataException(string.Join(' ', document.Diagnostics.Select(d => d.Message)));
        var script = new ScenarioScript(scenario, plan.ScenarioPath, document.ContentHash);
        var result = _runner.Run(Planner.Make(script, plan.Driver, plan.Seed), new RunOptions { Points = Engine.Interception.Recording.All });
        return JsonSerializer.Serialize(AnswerOf(result), ProbeJson.Default.ProbeAnswer);
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private static ProbeAnswer AnswerOf(RunResult result) => new()
    {
        Operations = [.. result.Run.Operations.Select(one => new ProbedOperation(
            one.Operation.Word, one.State == Engine.Observation.OperationState.Done, one.Status?.Value, one.Status?.IsSuccess ?? true, one.LastCall > one.FirstCall))],
        Names = [.. result.Run.Names.Select(name => new ProbedName(name.Name, name.Target))],
        Sites = [.. result.Run.Points.Select(point => point.Site).Distinct()],
        Stop = result.Run.Stop is { } stop ? stop.Detail ?? stop.BugCheck?.ToString() ?? "it hangs" : null,
        IsHang = result.Run.Stop?.IsHang ?? false,
        Unmodelled = result.Run.Stop?.Unmodelled?.ToString(),
        Findings = [.. result.Findings.Select(finding => finding.Title)],
    };
}
