using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Acceptance.Library;

/// <summary>
/// What exploration is worth: every planted defect is found (recall), and nothing is found in a driver that does right. Prints both
/// figures.
/// </summary>
public sealed class ExplorationTests
{
    private ScenarioRunner _runner = null!;

    [SetUp]
    public void Make_a_runner() => _runner = new ScenarioRunner();

    [TearDown]
    public void Drop_the_runner() => _runner.Dispose();

    [Test]
    public void Every_planted_defect_is_found()
    {
        var (byRun, byExploration, missed) = (0, 0, new List<string>());
        foreach (var defect in PlantedDefects.All)
        {
            var (script, driver) = (ScenarioLibrary.Read(defect.Scenario), DriverNamed(defect.Driver));
            var isFoundByRun = _runner.Run(Planner.Make(script, driver)).Findings.Any(f => FindingWords.Of(f.Kind) == defect.Kind);
            var isFoundByExploration = ExploredKinds(script, driver).Contains(defect.Kind);
            byRun += isFoundByRun ? 1 : 0;
            byExploration += isFoundByExploration ? 1 : 0;
            TestContext.Out.WriteLine(
                $"{defect.Driver}: {defect.Kind}: run {Mark(isFoundByRun)}, exploration {Mark(isFoundByExploration)}");
            if (!isFoundByRun && !isFoundByExploration)
            {
                missed.Add($"{defect.Driver}: {defect.Kind} in {defect.Site}");
            }
        }

        var all = PlantedDefects.All.Count;
        TestContext.Out.WriteLine(
            $"recall: {all - missed.Count} of {all} planted defects found; {byRun} by a run of the script, {byExploration} by exploration");
        Assert.That(missed, Is.Empty);
    }

    [Test]
    public void No_correct_driver_has_a_finding_under_exploration()
    {
        var flawed = PlantedDefects.All.Select(d => d.Driver).ToHashSet();
        var (campaigns, runs, falseFindings) = (0, 0, new List<string>());
        foreach (var testCase in ScenarioLibrary.Cases().Where(c => !flawed.Contains((string)c.Arguments[1]!)))
        {
            var (script, driver) = (ScenarioLibrary.Read((string)testCase.Arguments[0]!), DriverNamed((string)testCase.Arguments[1]!));
            foreach (var outcome in Explorations.Of(script, driver).Select(e => e.Outcome))
            {
                campaigns++;
                runs += outcome.Results.Length;
                var problems = outcome.Results.Where(r => r.Problem is not null).Select(r => $"{r.Key}: {r.Problem}");
                var findings = outcome.Groups.Select(g => $"{g.Exemplar.Kind}: {g.Exemplar.Title} {g.Exemplar.Token}");
                falseFindings.AddRange(findings.Concat(problems).Select(what => $"{driver.Name} in {script.Path}: {what}"));
            }
        }

        TestContext.Out.WriteLine($"false findings: {falseFindings.Count} in {runs} runs of {campaigns} explorations of correct drivers");
        Assert.That(falseFindings, Is.Empty);
        Assert.That(runs, Is.GreaterThan(campaigns), "something was explored");
    }

    private IEnumerable<string> ExploredKinds(ScenarioScript script, DriverUnderTest driver) =>
        Explorations.Of(script, driver).SelectMany(e => e.Outcome.Groups).Select(g => FindingWords.Of(g.Exemplar.Kind));

    private static string Mark(bool isFound) => isFound ? "found" : "-";

    private static DriverUnderTest DriverNamed(string name) => ScenarioLibrary.Drivers.Single(d => d.Name == name);
}
