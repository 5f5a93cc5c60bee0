using System.Collections.Immutable;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;
using Verifier.Workers;

namespace Verifier.Cli.Canaries;

/// <summary>
/// Tries the oracles on planted defects before their results count (decision D8): each defect must be found as what it is, and nothing must
/// be found where there is none. In this process, but for the canaries that take control of theirs: these in a worker, as drivers are explored.
/// </summary>
internal sealed class CanaryCheck : IDisposable
{
    private readonly CliHost _host;
    private readonly ScenarioRunner _runner = new();
    private WorkerCanary? _worker;

    private CanaryCheck(CliHost host) => _host = host;

    /// <summary>Runs the canaries of a host.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="isIsolated">
    /// Are drivers explored in worker processes? If not, nobody looks for a loss of control, and its canary would end this process.
    /// </param>
    public static CanaryReport Run(CliHost host, bool isIsolated)
    {
        using var check = new CanaryCheck(host);
        return new CanaryReport([.. host.Canaries().Where(canary => isIsolated || !canary.TakesControl).Select(check.Try)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runner.Dispose();
        _worker?.Dispose();
    }

    private CanaryResult Try(Canary canary)
    {
        var (isFound, seen) = Find(canary, canary.Flawed);
        var (_, alarms) = Find(canary, canary.Sound);
        return new CanaryResult(canary.Script.Scenario.Name, isFound, seen, alarms);
    }

    private (bool IsExpectedFound, ImmutableArray<string> Surprises) Find(Canary canary, DriverUnderTest driver)
    {
        var plan = Planner.Make(canary.Script, driver);
        if (canary.Script.Scenario.Explore is { } settings)
        {
            return canary.TakesControl ? InWorker(plan, settings) : Of(new Explorer(_runner, plan).Explore(settings));
        }

        var result = _runner.Run(plan);
        var expectations = new ExpectationSet(canary.Script.Scenario, driver.Name);
        return (result.Findings.Any(expectations.IsExpected), result.Surprises);
    }

    private (bool IsExpectedFound, ImmutableArray<string> Surprises) InWorker(Plan plan, ExploreSettings settings)
    {
        try
        {
            _worker ??= new WorkerCanary(_host);
            return Of(_worker.Explore(plan, settings, _host.Interruption.Token));
        }
        catch (RefusalException e)
        {
            // Without workers a loss of control is not seen.
            return (false, [e.Message]);
        }
    }

    private static (bool IsExpectedFound, ImmutableArray<string> Surprises) Of(CampaignOutcome outcome)
    {
        var isComplete = outcome.Completeness.IsComplete && !outcome.Results.IsEmpty;
        return (outcome.Groups.Any(group => group.Exemplar.IsExpected),
            isComplete ? outcome.Surprises : [.. outcome.Surprises, "the exploration is not complete"]);
    }
}
