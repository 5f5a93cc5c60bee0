using Verifier.Scenarios.Model;

namespace Verifier.NUnit;

/// <summary>The first half of a constraint; <see cref="In(string)"/> is the second.</summary>
/// <param name="strategies">How to explore.</param>
public sealed class SurvivalExpression(ExploreStrategies strategies)
{
    /// <summary>In the scenario of a file: a path that begins beside the test assembly or in a folder above it.</summary>
    public SurvivalConstraint In(string scenario) => new(scenario, strategies);

    /// <summary>In the scenario of a case; its own faults rest.</summary>
    public SurvivalConstraint In(ScenarioCase scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return new SurvivalConstraint(scenario.File, strategies);
    }
}
