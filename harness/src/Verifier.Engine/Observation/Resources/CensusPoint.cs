namespace Verifier.Engine.Observation;

/// <summary>The moments at which a driver must have given everything back.</summary>
public enum CensusPoint
{
    /// <summary>DriverEntry failed: Unload is not called.</summary>
    FailedDriverEntry,

    /// <summary>START_DEVICE or AddDevice failed.</summary>
    FailedStart,

    /// <summary>REMOVE_DEVICE was handled.</summary>
    Remove,

    /// <summary>Unload returned.</summary>
    Unload,
}
