using System.Collections.Immutable;
using Verifier.Cli.Canaries;
using Verifier.Cli.Host;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;
using Verifier.Workers;

namespace Verifier.Cli.Doctor;

/// <summary>
/// Tries the oracles on planted defects before their results count (ARCHITECTURE.md D8): each defect must be found as what it is, and
/// nothing must be found where there is none. In this process, but for the canaries that take control of theirs and the compiled ones:
/// these in a worker, as drivers are explored.
/// </summary>
internal sealed class CanaryCheck : IDisposable
{
    private readonly CliHost _host;
    private readonly ScenarioRunner _runner = new();
    private WorkerCanary? _worker;

    // Why compiled drivers cannot run here; null while nothing says so.
    private string? _compiledProblem;

    private CanaryCheck(CliHost host)
    {
        _host = host;
        _compiledProblem = host.CompiledProblem;
    }

    /// <summary>Runs the canaries of a host.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="isIsolated">
    /// True if drivers are explored in worker processes. If not, no compiled driver can run, and the canary that takes control would end
    /// this process.
    /// </param>
    public static CanaryReport Run(CliHost host, bool isIsolated)
    {
        using var check = new CanaryCheck(host);
        var results = host.Canaries().Where(canary => isIsolated || !canary.NeedsWorker).Select(canary => (canary, Result: check.Try(canary))).ToList();
        return new CanaryReport([.. results.Select(one => one.Result).OfType<CanaryResult>()])
        {
            LeftOut = results.Count(one => one.Result is null),
            WhyLeftOut = check._compiledProblem,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runner.Dispose();
        _worker?.Dispose();
    }

    // Null where compiled drivers cannot run: that says nothing about the oracles.
    private CanaryResult? Try(Canary canary)
    {
        if (canary.IsCompiled && _compiledProblem is not null)
        {
            return null;
        }

        try
        {
            var (isFound, seen) = Find(canary, canary.Flawed);
            var (_, alarms) = Find(canary, canary.Sound);
            return new CanaryResult(canary.Script.Scenario.Name, isFound, seen, alarms);
        }
        catch (RefusalException e) when (canary.IsCompiled && e.Reason == RefusalReason.System)
        {
            _compiledProblem = e.Message;
            return null;
        }
        catch (RefusalException e)
        {
            // Without workers a loss of control is not seen.
            return new CanaryResult(canary.Script.Scenario.Name, IsFound: false, [e.Message], []);
        }
    }

    private (bool IsExpectedFound, ImmutableArray<string> Surprises) Find(Canary canary, DriverUnderTest driver)
    {
        var plan = Planner.Make(canary.Script, driver);
        if (canary.Script.Scenario.Explore is { } settings)
        {
            return canary.NeedsWorker ? InWorker(plan, settings) : Of(new Explorer(_runner, plan).Explore(settings));
        }

        var result = _runner.Run(plan);
        var expectations = new ExpectationSet(canary.Script.Scenario, driver.Name);
        return (result.Findings.Any(expectations.IsExpected), Surprise.TextsOf(result.Surprises));
    }

    private (bool IsExpectedFound, ImmutableArray<string> Surprises) InWorker(Plan plan, ExploreSettings settings)
    {
        _worker ??= new WorkerCanary(_host);
        return Of(_worker.Explore(plan, settings, _host.Interruption.Token));
    }

    private static (bool IsExpectedFound, ImmutableArray<string> Surprises) Of(CampaignOutcome outcome)
    {
        var isComplete = outcome.Completeness.IsComplete && !outcome.Results.IsEmpty;
        return (outcome.Groups.Any(group => group.Exemplar.IsExpected),
            [.. Surprise.TextsOf(outcome.Surprises), .. isComplete ? Array.Empty<string>() : ["the exploration is not complete"]]);
    }
}
