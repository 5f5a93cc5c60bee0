using System.Collections.Immutable;
using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Writing;

namespace Verifier.Engine.Shrinking;

/// <summary>
/// Tries scenarios as the command line would: writes the script, reads it again, runs it and judges it. So what is kept is a script that
/// can be read, and shows the finding by itself.
/// </summary>
internal sealed class ScenarioTrial(ScenarioRunner runner, DriverUnderTest driver, string fingerprint) : IShrinkTrial
{
    private static readonly RunOptions Recorded = new() { Points = Recording.All };

    public bool Holds(Scenario scenario) => Run(scenario) is { } result && FindingIn(result) is not null;

    public ImmutableArray<FaultPoint> PointsOf(Scenario scenario) =>
        PlanOf(ScenarioWriter.Write(scenario), scenario.Name) is { } plan ? runner.Observe(plan, Recorded).Points : [];

    /// <summary>Runs a scenario; null when it is none.</summary>
    public RunResult? Run(Scenario scenario) => PlanOf(ScenarioWriter.Write(scenario), scenario.Name) is { } plan ? runner.Run(plan) : null;

    /// <summary>The finding that is to be kept.</summary>
    public Finding? FindingIn(RunResult result) => result.Findings.FirstOrDefault(f => Fingerprint.Of(result.Run, f).Text == fingerprint);

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
