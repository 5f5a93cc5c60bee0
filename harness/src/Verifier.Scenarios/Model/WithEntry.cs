namespace Verifier.Scenarios.Model;

/// <summary>One entry of <c>with:</c>: drivers that are loaded beside the driver under test.</summary>
public sealed record WithEntry : ScenarioNode
{
    /// <summary>The drivers, as an entry of <c>drivers:</c> selects them.</summary>
    public required DriverSelection Selection { get; init; }

    /// <summary>Where their devices are in the stack of the driver under test.</summary>
    public StackPlace Stack { get; init; }
}
