using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Workers.Running;

/// <summary>One scenario with one driver, to be explored. The same object stands for the same target throughout an invocation.</summary>
/// <param name="Script">The script.</param>
/// <param name="Driver">The driver.</param>
/// <param name="Settings">What to explore.</param>
/// <param name="Golden">The plan of the golden run.</param>
internal sealed record ExplorationTarget(ScenarioScript Script, DriverUnderTest Driver, ExploreSettings Settings, Plan Golden)
{
    /// <summary>Where the script is, if not at the path that it is known by.</summary>
    public string? ScriptFile { get; init; }
}
