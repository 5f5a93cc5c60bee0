using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>What <c>outcome:</c> under <c>expect:</c> says of every run of an exploration, and of one run.</summary>
public sealed class ExpectedOutcomeTests : ExplorationFixture
{
    private const string RetryWorkload =
        """
        workload:
          - load
          - open: { device: \Device\UpperCase, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:shout", out: 64, name: request }
          - close: h
          - unload

        """;

    private const string RangeWorkload =
        """
        workload:
          - load
          - start
          - open: { device: \Device\PnpFunction, as: h }
          - advance: 30ms
          - ioctl: { on: h, code: 0x222004, out: 8, name: range }
          - close: h
          - remove
          - unload
        faults:
          - { fail: pool, where: { tag: PfnC, operation: range } }

        """;

    [Test]
    public void Propagated_where_a_fault_is_absorbed_is_unmet_and_its_token_shows_the_run()
    {
        var outcome = Explore("retrier-fixed", RetryWorkload + "explore: each\nexpect:\n  - { outcome: propagated }\n");
        var unmet = outcome.Unmet.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Groups, Is.Empty);
            Assert.That(unmet.Sentence, Does.Match(@"^expected every fault to be propagated, but request absorbed one \((each|second) f\S+( and \d+ more)?\)$"));
            Assert.That(outcome.Surprises, Is.EqualTo(new[] { new Surprise(SurpriseKind.OtherOutcome, unmet.Sentence) }));
            Assert.That(ReplayToken.TryParse(unmet.Token, out var token, out _) && token!.Variation.Points.Length == 1);
        }
    }

    [Test]
    public void Absorbed_where_a_fault_is_propagated_is_unmet()
    {
        var outcome = Explore("array-cache-swap", ArrayWorkload + "\nexplore: each\nexpect:\n  - { outcome: absorbed }\n");
        Assert.That(Surprise.TextsOf(outcome.Surprises), Has.Some.Match(
            @"^expected every fault to be absorbed, but load #1 returned STATUS_INSUFFICIENT_RESOURCES \(each f1 and \d+ more\)$"));
    }

    [TestCase("outcome: graceful")]
    [TestCase("outcome: absorbed, operation: read-back")]
    [TestCase("outcome: absorbed, ddi: MmMapLockedPagesSpecifyCache")]
    public void Outcome_that_every_run_has_is_no_surprise(string entry) =>
        Assert.That(Explore("array-cache-swap", ArrayWorkload + $"\nexplore: each\nexpect:\n  - {{ {entry} }}\n").Surprises, Is.Empty);

    [Test]
    public void Outcome_of_the_scripts_own_faults_says_nothing_while_they_rest()
    {
        using var runner = new ScenarioRunner();
        var plan = PlanOf("array-cache-swap", ArrayWorkload + "\nexpect:\n  - { outcome: absorbed }\n", new Variation { RestsScriptFaults = true });
        Assert.That(new Explorer(runner, plan).Explore(new ExploreSettings { Strategies = ExploreStrategies.Each }).Surprises, Is.Empty);
    }

    [Test]
    public void Status_beside_an_outcome_is_what_the_driver_may_and_must_give()
    {
        var wrong = Run("pnp-function-flawed", RangeWorkload + "expect:\n  - { outcome: propagated }\n");
        var named = Run("pnp-function-flawed", RangeWorkload + "expect:\n  - { outcome: propagated, status: STATUS_UNSUCCESSFUL }\n");
        var other = Run("pnp-function-flawed", RangeWorkload + "expect:\n  - { outcome: propagated, status: STATUS_NO_MEMORY }\n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Surprise.TextsOf(wrong.Surprises), Has.Some.StartsWith("unexpected wrong-status: "));
            Assert.That(named.Surprises, Is.Empty);
            Assert.That(
                Surprise.TextsOf(other.Surprises),
                Has.Some.StartsWith("expected every fault to be propagated with STATUS_NO_MEMORY, but "));
        }
    }
}
