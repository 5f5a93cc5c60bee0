using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Workers.Running;

/// <summary>One scenario with one driver, to be explored. The same object stands for the same target throughout an invocation.</summary>
/// <param name="Golden">The plan of the golden run.</param>
/// <param name="Settings">The strategies and budgets of the exploration.</param>
internal sealed record ExplorationTarget(Plan Golden, ExploreSettings Settings)
{
    /// <summary>The script.</summary>
    public ScenarioScript Script => Golden.Script;

    /// <summary>The driver.</summary>
    public DriverUnderTest Driver => Golden.Driver;

    /// <summary>The place of the script, if it is not at the path that it is known by.</summary>
    public string? ScriptFile { get; init; }
}
