using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Acceptance.Library;

/// <summary>The whole library against the driver models: every run comes out as its script says, twice the same.</summary>
public sealed class ScenarioLibraryTests
{
    [TestCaseSource(typeof(ScenarioLibrary), nameof(ScenarioLibrary.Cases))]
    public void Run_comes_out_as_the_script_says(string path, string driver)
    {
        using var runner = new ScenarioRunner();
        var plan = PlanOf(path, driver);
        var result = runner.Run(plan);
        var surprises = plan.Scenario.Explore is { } settings ? new Explorer(runner, plan).Explore(settings).Surprises : result.Surprises;
        Assert.That(surprises, Is.Empty, string.Join('\n', result.Findings.Select(f => f.Title)));
        Assert.That(result.Untested, Is.Null, "the scenario tests less than it says");

        // A machine that was used before gives the same run.
        Assert.That(runner.Run(plan).Run.TraceHash, Is.EqualTo(result.Run.TraceHash));
    }

    [TestCaseSource(typeof(ScenarioLibrary), nameof(ScenarioLibrary.Cases))]
    public void Exploration_tests_what_the_script_says(string path, string driver)
    {
        using var runner = new ScenarioRunner();
        var golden = new Explorer(runner, Planner.Vary(PlanOf(path, driver), Variation.None with { RestsScriptFaults = true })).Record();
        Assert.That((golden.Untested, golden.Points.IsEmpty), Is.EqualTo(((string?)null, false)));
    }

    [Test]
    public void Library_is_not_empty() => Assert.That(ScenarioLibrary.Paths, Has.Count.GreaterThan(10));

    [Test]
    public void Every_driver_meets_a_scenario()
    {
        var met = ScenarioLibrary.Cases().Select(c => (string)c.Arguments[1]!).ToHashSet();
        Assert.That(ScenarioLibrary.Drivers.Select(d => d.Name), Is.SubsetOf(met));
    }

    [Test]
    public void Correct_drivers_are_quiet_in_every_scenario()
    {
        var flawed = PlantedDefects.All.Select(d => d.Driver).ToHashSet();
        using var runner = new ScenarioRunner();
        foreach (var testCase in ScenarioLibrary.Cases())
        {
            var (path, driver) = ((string)testCase.Arguments[0]!, (string)testCase.Arguments[1]!);
            if (!flawed.Contains(driver))
            {
                var findings = runner.Run(PlanOf(path, driver)).Findings.Where(f => f.Kind != FindingKind.NotReached);
                Assert.That(findings.Select(f => f.Title), Is.Empty, $"{driver} in {path}");
            }
        }
    }

    private static Plan PlanOf(string path, string driver) =>
        Planner.Make(ScenarioLibrary.Read(path), ScenarioLibrary.Drivers.Single(d => d.Name == driver));
}
