using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;

namespace Verifier.Acceptance.Library;

/// <summary>Every planted defect, shrunk: what is left is a script that shows it by itself, and nothing less would.</summary>
public sealed class ShrinkTests
{
    [TestCaseSource(nameof(Cases))]
    public void Shrunk_defect_is_a_scenario_that_comes_out_as_it_says(PlantedDefect defect)
    {
        using var runner = new ScenarioRunner();
        var (plan, fingerprint) = Found(runner, defect);
        var (shrunk, problem) = new ScenarioShrinker(runner).Shrink(plan, fingerprint);
        Assert.That(problem, Is.Null);
        TestContext.Out.WriteLine($"{shrunk!.Tries} tries\n{shrunk.Script}");

        var again = Read(shrunk);
        Assert.That(again.Diagnostics, Is.Empty, shrunk.Script);
        var after = runner.Run(Planner.Make(new ScenarioScript(again.Scenario!, $"{shrunk.Scenario.Name}.yaml", again.ContentHash), plan.Driver));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Surprises, Is.Empty);
            Assert.That(after.Findings.Select(f => Fingerprint.Of(after.Run, f).Text), Does.Contain(fingerprint));
            Assert.That(shrunk.Operations.After, Is.LessThanOrEqualTo(shrunk.Operations.Before));
            Assert.That(shrunk.Scenario.Faults, Has.Length.LessThanOrEqualTo(2));
            Assert.That(shrunk.IsFinished, Is.True);
        }

        var twice = new ScenarioShrinker(runner).Shrink(plan, fingerprint).Shrunk;
        Assert.That(twice!.Script, Is.EqualTo(shrunk.Script), "shrinking depends on something else than the run");
    }

    // By the script's own faults, or by exploration.
    private static (Plan Plan, string Fingerprint) Found(ScenarioRunner runner, PlantedDefect defect)
    {
        var script = ScenarioLibrary.Read(defect.Scenario);
        var plan = Planner.Make(script, ScenarioLibrary.Drivers.Single(d => d.Name == defect.Driver));
        var result = runner.Run(plan);
        if (result.Findings.FirstOrDefault(f => FindingWords.Of(f.Kind) == defect.Kind) is { } finding)
        {
            return (plan, Fingerprint.Of(result.Run, finding).Text);
        }

        // As --explore does, in place of the script's faults, or as the script itself says, on top of them.
        var settings = new ExploreSettings { Strategies = ExploreStrategies.Each | ExploreStrategies.Persistent };
        var groups = new[] { plan.Scenario.Explore is null ? new Variation { RestsScriptFaults = true } : Variation.None, new Variation { RestsScriptFaults = true } }
            .SelectMany(variation => Exploration.Explore(runner, Planner.Vary(plan, variation), plan.Scenario.Explore ?? settings).Groups);
        var group = groups.First(g => FindingWords.Of(g.Exemplar.Kind) == defect.Kind);
        Assert.That(ReplayToken.TryParse(group.Exemplar.Token, out var token, out var error), Is.True, error);
        return (Planner.Vary(plan, token!.Variation), group.Fingerprint);
    }

    private static IEnumerable<TestCaseData> Cases() => PlantedDefects.All.Select(d => new TestCaseData(d).SetName($"{d.Driver}: {d.Kind} in {d.Site}"));

    private static ScenarioDocument Read(ShrunkScenario shrunk) =>
        ScenarioReader.Read($"{shrunk.SpeakingName}.yaml", Encoding.UTF8.GetBytes(shrunk.Script), KernelNames.Instance, new ScenarioFolder("."));
}
