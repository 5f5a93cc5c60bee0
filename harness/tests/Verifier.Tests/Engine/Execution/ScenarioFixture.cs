using System.Text;
using Verifier.Drivers.Leaky;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Engine.Execution;

/// <summary>Runs the text of a script against one of the repository's drivers.</summary>
public abstract class ScenarioFixture
{
    private static readonly IReadOnlyList<DriverUnderTest> s_drivers = DriverCatalogue.Read(typeof(LeakyFixed).Assembly, "0");

    /// <summary>Runs a script, given from <c>workload:</c> on.</summary>
    protected static RunResult Run(string driver, string body)
    {
        using var runner = new ScenarioRunner();
        return runner.Run(PlanOf(driver, body));
    }

    /// <summary>The plan of a script, given from <c>workload:</c> on.</summary>
    protected static Plan PlanOf(string driver, string body, Variation? variation = null)
    {
        var text = $"scenario: test\ndrivers: [{driver}]\n{body}";
        var document = ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes(text), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error), Is.Empty);
        var script = new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash);
        return Planner.Make(script, s_drivers.Single(d => d.Name == driver), variation: variation);
    }
}
