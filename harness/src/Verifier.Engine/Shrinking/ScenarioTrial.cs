using System.Collections.Immutable;
using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;
using Verifier.Scenarios.Writing;

namespace Verifier.Engine.Shrinking;

/// <summary>
/// Tries scenarios as the command line would: writes the script, reads it again, runs it and judges it. So what is kept is a script that
/// can be read, and shows the finding by itself; and nothing goes wrong in it without its faults that does not in the first scenario.
/// </summary>
/// <param name="runner">The runner whose machines are used.</param>
/// <param name="driver">The driver.</param>
/// <param name="fingerprint">The finding that is to be kept.</param>
/// <param name="first">The scenario that is made smaller, without faults.</param>
internal sealed class ScenarioTrial(ScenarioRunner runner, DriverUnderTest driver, string fingerprint, Scenario first) : IShrinkTrial
{
    private static readonly RunOptions Recorded = new() { Points = Recording.All };

    // Scenarios that differ in their faults alone have one golden run.
    private readonly Dictionary<string, GoldenHealth> _health = [];

    public bool Holds(Scenario scenario) => Run(scenario) is { } result && FindingIn(result) is not null
        && HealthOf(scenario with { Faults = [] }).IsNoWorseThan(HealthOf(first));

    public ImmutableArray<FaultPoint> PointsOf(Scenario scenario) =>
        PlanOf(ScenarioWriter.Write(scenario), scenario.Name) is { } plan ? runner.Observe(plan, Recorded).Points : [];

    /// <summary>Runs a scenario; null when it is none.</summary>
    public RunResult? Run(Scenario scenario) => PlanOf(ScenarioWriter.Write(scenario), scenario.Name) is { } plan ? runner.Run(plan) : null;

    /// <summary>The finding that is to be kept.</summary>
    public Finding? FindingIn(RunResult result) => result.Findings.FirstOrDefault(f => Fingerprint.Of(result.Run, f).Text == fingerprint);

    private GoldenHealth HealthOf(Scenario quiet)
    {
        var script = ScenarioWriter.Write(quiet);
        if (!_health.TryGetValue(script, out var health))
        {
            health = GoldenHealth.Of(runner.Run(PlanOf(script, quiet.Name)!));
            _health.Add(script, health);
        }

        return health;
    }

    private Plan? PlanOf(string script, string name)
    {
        var path = $"{name}.yaml";
        var document = ScenarioReader.Read(path, Encoding.UTF8.GetBytes(script), KernelNames.Instance, NoFiles.Instance);
        if (document.Scenario is not { } scenario)
        {
            return null;
        }

        try
        {
            return Planner.Make(new ScenarioScript(scenario, path, document.ContentHash), driver);
        }
        catch (PlanException)
        {
            // A machine that cannot be is no scenario.
            return null;
        }
    }

    private sealed class NoFiles : IScenarioFiles
    {
        public static readonly NoFiles Instance = new();

        public ScenarioFileContent Read(string relativePath, int maximumLength) => ScenarioFileContent.Refused("is not part of a shrunk scenario");
    }
}
