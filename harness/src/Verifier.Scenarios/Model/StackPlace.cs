namespace Verifier.Scenarios.Model;

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
