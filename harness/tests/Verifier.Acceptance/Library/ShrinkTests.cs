using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Acceptance.Library;

/// <summary>Every planted defect, shrunk: what is left is a script that shows it by itself, and nothing less would.</summary>
public sealed class ShrinkTests
{
    [TestCaseSource(nameof(Cases))]
    public void Shrunk_defect_is_a_scenario_that_comes_out_as_it_says(PlantedDefect defect)
    {
        var driver = ScenarioLibrary.Drivers.Single(d => d.Name == defect.Driver);
        using var runner = new ScenarioRunner();
        var plan = FailingPlan(runner, Planner.Make(ScenarioLibrary.Read(defect.Scenario), driver), defect.Kind);
        var before = runner.Run(plan);
        var finding = before.Findings.First(f => FindingWords.Of(f.Kind) == defect.Kind);
        var fingerprint = Fingerprint.Of(before.Run, finding).Text;

        var (shrunk, problem) = new ScenarioShrinker(runner).Shrink(plan, fingerprint);
        Assert.That(problem, Is.Null);
        TestContext.Out.WriteLine($"{shrunk!.Tries} tries\n{shrunk.Script}");

        var again = Read(shrunk);
        Assert.That(again.Diagnostics, Is.Empty, shrunk.Script);
        var after = runner.Run(Planner.Make(new ScenarioScript(again.Scenario!, $"{shrunk.Scenario.Name}.yaml", again.ContentHash), driver));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Surprises, Is.Not.Empty, "a regression is red until the driver is mended");
            Assert.That(after.Untested, Is.Null);
            Assert.That(after.Findings.Select(f => Fingerprint.Of(after.Run, f).Text), Does.Contain(fingerprint));
            Assert.That(shrunk.Operations.After, Is.LessThanOrEqualTo(shrunk.Operations.Before));
            Assert.That(shrunk.Scenario.Faults, Has.Length.LessThanOrEqualTo(MostFaults(plan)));
            Assert.That(shrunk.IsFinished, Is.True);
        }

        var twice = new ScenarioShrinker(runner).Shrink(plan, fingerprint).Shrunk;
        Assert.That(twice!.Script, Is.EqualTo(shrunk.Script), "shrinking depends on something else than the run");
    }

    private static IEnumerable<TestCaseData> Cases() => PlantedDefects.All.Select(d => new TestCaseData(d).SetName($"{d.Driver}: {d.Kind} in {d.Site}"));

    // A script that explores shows the defect in one of its cases; its token says in which.
    private static Plan FailingPlan(ScenarioRunner runner, Plan plan, string kind)
    {
        if (plan.Scenario.Explore is not { } settings)
        {
            return plan;
        }

        var found = new Explorer(runner, plan).Explore(settings).Groups.First(g => FindingWords.Of(g.Exemplar.Kind) == kind);
        Assert.That(ReplayToken.TryParse(found.Exemplar.Token, out var token, out var error), error);
        return Planner.Vary(plan, token!.Variation);
    }

    // One is enough for every defect, but for those that show only where a fault of the script and one of exploration meet.
    private static int MostFaults(Plan plan) => plan.Variation.Points.IsEmpty ? 1 : plan.Scenario.Faults.Length + plan.Variation.Points.Length;

    private static ScenarioDocument Read(ShrunkScenario shrunk) =>
        ScenarioReader.Read($"{shrunk.SpeakingName}.yaml", Encoding.UTF8.GetBytes(shrunk.Script), KernelNames.Instance, new ScenarioFolder("."));
}
