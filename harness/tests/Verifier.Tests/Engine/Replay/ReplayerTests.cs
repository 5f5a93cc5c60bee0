using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;

namespace Verifier.Tests.Engine.Replay;

/// <summary>A replay says what is not as it was: the script, the driver, the trace, a fault that never came.</summary>
public sealed class ReplayerTests
{
    private const string Scenario = "retry-transient";
    private const string Driver = "retrier-fixed";

    private RunResult _run = null!;
    private ReplayToken _token = null!;

    [OneTimeSetUp]
    public void Run_once()
    {
        _run = Run(PlanSource.Make(Scenario, Driver));
        Assert.That(ReplayToken.TryParse(_run.Token, out var token, out _), Is.True);
        _token = token!;
    }

    [Test]
    public void Same_run_has_no_differences()
    {
        var comparison = Replayer.Compare(_token, Run(PlanSource.Make(Scenario, Driver)));
        Assert.That(comparison.IsSame, Is.True);
        Assert.That(comparison.Differences, Is.Empty);
    }

    [Test]
    public void Token_names_script_driver_seed_and_build()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_token.ScenarioPath, Does.EndWith("retry-transient.yaml"));
            Assert.That(_token.Driver, Is.EqualTo(Driver));
            Assert.That(_run.Run.Plan.Driver.BuildHash, Does.StartWith(_token.BuildHash));
            Assert.That(_run.Run.Plan.ScenarioHash, Does.StartWith(_token.ScenarioHash));
            Assert.That(_token.Seed, Is.EqualTo(_run.Run.Plan.Seed));
            Assert.That(_token.TraceHash, Is.EqualTo(_run.Run.TraceHash));
        }
    }

    [Test]
    public void Driver_built_again_that_behaves_the_same_is_the_same_run_and_said()
    {
        var comparison = Replayer.Compare(_token with { BuildHash = "0000000000000000" }, _run);
        Assert.That(comparison.IsSame, Is.True);
        Assert.That(comparison.Differences, Is.EqualTo(new[] { $"The driver {Driver} was built again since the token was made; it behaves the same." }));
    }

    [Test]
    public void Driver_built_again_that_behaves_differently_is_a_divergence()
    {
        var comparison = Replayer.Compare(_token with { BuildHash = "0000000000000000", TraceHash = 1 }, _run);
        Assert.That(comparison.IsSame, Is.False);
        Assert.That(comparison.Differences, Has.Some.EqualTo($"The driver {Driver} was built again since the token was made."));
        Assert.That(comparison.Differences, Has.Some.StartsWith("The trace differs: 0000000000000001 was recorded, "));
    }

    [Test]
    public void Changed_script_is_said()
    {
        var comparison = Replayer.Compare(_token with { ScenarioHash = "0000000000000000" }, _run);
        Assert.That(comparison.Differences, Is.EqualTo(new[] { $"The script {_token.ScenarioPath} has changed since the token was made." }));
    }

    [Test]
    public void Planned_fault_that_no_longer_comes_is_a_divergence_and_named()
    {
        var withFault = Run(PlanSource.Make(Scenario, Driver, [new FaultPointRef(1, false)]));
        Assert.That(ReplayToken.TryParse(withFault.Token, out var token, out _), Is.True);
        var comparison = Replayer.Compare(token!, Run(PlanSource.Make(Scenario, Driver, [new FaultPointRef(9_999, false)])));
        Assert.That(comparison.IsSame, Is.False);
        Assert.That(comparison.Differences, Has.Some.EqualTo("The planned fault \"fault point 9999\" was never reached."));
    }

    private static RunResult Run(Plan plan)
    {
        using var runner = new ScenarioRunner();
        return runner.Run(plan);
    }
}
