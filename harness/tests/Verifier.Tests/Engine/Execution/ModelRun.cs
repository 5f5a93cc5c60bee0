using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Engine.Execution;

/// <summary>Runs the text of a script with a model that a test makes.</summary>
internal static class ModelRun
{
    /// <summary>Runs a script, given without <c>scenario</c> and <c>drivers</c>.</summary>
    public static RunResult Of(Func<DriverModel> model, string body, RunOptions? options = null)
    {
        using var runner = new ScenarioRunner();
        return runner.Run(PlanOf(model, body), options);
    }

    /// <summary>The plan of such a script.</summary>
    public static Plan PlanOf(Func<DriverModel> model, string body, Variation? variation = null)
    {
        var document = ScenarioReader.Read(
            "test.yaml", Encoding.UTF8.GetBytes($"scenario: test\ndrivers: [\"*\"]\n{body}\n"), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics.Select(d => d.ToDetailedString()), Is.Empty);
        var under = new DriverUnderTest(model().Name, string.Empty, "0", "Tests", StacksAreStable: true, model);
        return Planner.Make(new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash), under, variation: variation);
    }

    /// <summary>The status of an operation.</summary>
    public static NTSTATUS? StatusOf(this RunResult result, string name) => result.Run.Operations.Single(o => o.Name == name).Status;

    /// <summary>The output of an operation.</summary>
    public static byte[] OutputOf(this RunResult result, string name) => [.. result.Run.Operations.Single(o => o.Name == name).Output];
}
