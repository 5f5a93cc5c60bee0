using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios;

namespace Verifier.Acceptance.Library;

/// <summary>Every planted defect, shrunk: what is left is a script that shows it by itself, and nothing less would.</summary>
public sealed class ShrinkTests
{
    [TestCaseSource(nameof(Cases))]
    public void Shrunk_defect_is_a_scenario_that_comes_out_as_it_says(PlantedDefect defect)
    {
        var driver = ScenarioLibrary.Drivers.Single(d => d.Name == defect.Driver);
        var plan = Planner.Make(ScenarioLibrary.Read(defect.Scenario), driver);
        using var runner = new ScenarioRunner();
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
            Assert.That(after.Surprises, Is.Empty);
            Assert.That(after.Findings.Select(f => Fingerprint.Of(after.Run, f).Text), Does.Contain(fingerprint));
            Assert.That(shrunk.Operations.After, Is.LessThanOrEqualTo(shrunk.Operations.Before));
            Assert.That(shrunk.Scenario.Faults, Has.Length.LessThanOrEqualTo(1));
            Assert.That(shrunk.IsFinished, Is.True);
        }

        var twice = new ScenarioShrinker(runner).Shrink(plan, fingerprint).Shrunk;
        Assert.That(twice!.Script, Is.EqualTo(shrunk.Script), "shrinking depends on something else than the run");
    }

    private static IEnumerable<TestCaseData> Cases() => PlantedDefects.All.Select(d => new TestCaseData(d).SetName($"{d.Driver}: {d.Kind} in {d.Site}"));

    private static ScenarioDocument Read(ShrunkScenario shrunk) =>
        ScenarioReader.Read($"{shrunk.SpeakingName}.yaml", Encoding.UTF8.GetBytes(shrunk.Script), KernelNames.Instance, new ScenarioFolder("."));
}
