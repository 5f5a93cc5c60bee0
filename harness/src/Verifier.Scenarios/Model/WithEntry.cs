namespace Verifier.Scenarios.Model;

/// <summary>One entry of <c>with:</c>: drivers that are loaded beside the driver under test.</summary>
public sealed record WithEntry : ScenarioNode
{
    /// <summary>The drivers, as an entry of <c>drivers:</c> selects them.</summary>
    public required DriverSelection Selection { get; init; }

    /// <summary>Where their devices are in the stack of the driver under test.</summary>
    public StackPlace Stack { get; init; }
}

/// <summary>Where a driver's device is in the stack of the driver under test.</summary>
public enum StackPlace
{
    /// <summary>Nowhere: the driver is loaded, and makes its own devices or none.</summary>
    None,

    /// <summary>Below: its AddDevice is called before that of the driver under test.</summary>
    Below,

    /// <summary>Above: its AddDevice is called after that of the driver under test.</summary>
    Above,
}
