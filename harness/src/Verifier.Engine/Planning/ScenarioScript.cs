using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>A scenario that was read and bound, with the path and hash of its script.</summary>
public sealed record ScenarioScript(Scenario Scenario, string Path, string Hash)
{
    /// <summary>The numbers of its operations, the same for every run.</summary>
    internal WorkloadNumbering Numbering { get; } = new(Scenario.Workload);
}
