using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Replay;

/// <summary>Replaying the token of a finding of a campaign shows that very finding.</summary>
public sealed class ExemplarReplayTests
{
    [TestCase("update-array", "array-cache-naive")]
    [TestCase("update-array", "array-cache-naive-pointer")]
    [TestCase("spike-nic-no-list", "spike-nic-leaky")]
    [TestCase("leaky-error-path", "leaky-error-path")]
    [TestCase("pnp-function-lifecycle", "pnp-function-flawed")]
    [TestCase("isr-dpc-greedy", "isr-dpc-greedy")]
    [TestCase("packets-second-piece", "io-buffers")]
    public void Replay_of_an_exemplar_has_its_finding_and_its_token(string scenario, string driver)
    {
        using var runner = new ScenarioRunner();
        var script = PlanSource.Make(scenario, driver);
        var golden = Planner.Vary(script, Variation.None with { RestsScriptFaults = true });
        var groups = new Explorer(runner, golden).Explore(new ExploreSettings { Strategies = ExploreStrategies.Each | ExploreStrategies.Persistent }).Groups;
        Assert.That(groups, Is.Not.Empty);
        foreach (var exemplar in groups.Select(g => g.Exemplar))
        {
            Assert.That(ReplayToken.TryParse(exemplar.Token, out var token, out var error), Is.True, error);
            var result = runner.Run(Planner.Vary(script, token!.Variation));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(result.Token, Is.EqualTo(exemplar.Token));
                Assert.That(Replayer.Compare(token, result).Differences, Is.Empty);
                Assert.That(
                    result.Findings.Select(f => (f.Title, string.Join('\n', f.Details), Fingerprint.Of(result.Run, f).Text)),
                    Does.Contain((exemplar.Title, string.Join('\n', exemplar.Details), exemplar.Fingerprint)));
            }
        }
    }
}
