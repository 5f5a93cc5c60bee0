using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Explores a driver that is made for a test.</summary>
internal static class PlantedExploration
{
    /// <summary>A read-back of what was written twice, with every handle closed.</summary>
    public const string WriteTwiceAndRead =
        """
        workload:
          - load
          - open: { device: \Device\Canary, as: h }
          - write: { on: h, data: "text:first", name: first }
          - write: { on: h, data: "text:second", name: second }
          - read: { on: h, length: 16, name: read-back }
          - close: h
          - unload
        """;

    /// <summary>The plan of a golden run.</summary>
    public static Plan PlanOf(Func<DriverModel> create, string body)
    {
        var driver = new DriverUnderTest(create().Name, string.Empty, "0", "Tests", StacksAreStable: true, create);
        var document = ScenarioReader.Read(
            "test.yaml", Encoding.UTF8.GetBytes($"scenario: test\ndrivers: [\"*\"]\n{body}"), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics, Is.Empty);
        return Planner.Make(new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash), driver);
    }

    /// <summary>Explores whole.</summary>
    public static CampaignOutcome Explore(Func<DriverModel> create, string body, ExploreStrategies strategies)
    {
        using var runner = new ScenarioRunner();
        return new Explorer(runner, PlanOf(create, body)).Explore(new ExploreSettings { Strategies = strategies });
    }
}
