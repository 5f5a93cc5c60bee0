namespace Verifier.Scenarios.Model;

/// <summary>
/// The state of a driver and its device, as far as it decides what Windows sends next
/// (harness/docs/facts/io.md#order-of-pnp-requests).
/// </summary>
public enum LifeState
{
    /// <summary>The driver is not loaded.</summary>
    NotLoaded,

    /// <summary>The driver is loaded and has no device: none was added yet, or it is removed.</summary>
    NoDevice,

    /// <summary>START_DEVICE succeeded.</summary>
    Started,

    /// <summary>QUERY_STOP_DEVICE succeeded.</summary>
    StopPending,

    /// <summary>STOP_DEVICE was sent.</summary>
    Stopped,

    /// <summary>QUERY_REMOVE_DEVICE succeeded.</summary>
    RemovePending,

    /// <summary>SURPRISE_REMOVAL was sent.</summary>
    SurpriseRemoved,
}
