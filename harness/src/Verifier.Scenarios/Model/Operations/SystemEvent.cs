namespace Verifier.Scenarios.Model;

/// <summary>The events of the system that a script can cause.</summary>
public enum SystemEvent
{
    /// <summary>A process is created.</summary>
    ProcessCreate,

    /// <summary>A process exits.</summary>
    ProcessExit,

    /// <summary>A thread is created.</summary>
    ThreadCreate,

    /// <summary>The thread that was created last ends.</summary>
    ThreadExit,

    /// <summary>An image is mapped.</summary>
    ImageLoad,

    /// <summary>An interface of a class is enabled.</summary>
    InterfaceArrival,

    /// <summary>An interface of a class is disabled.</summary>
    InterfaceRemoval,

    /// <summary>The driver is asked if the device behind a file object may be removed.</summary>
    TargetQueryRemove,

    /// <summary>The device is not removed after all.</summary>
    TargetRemoveCancelled,

    /// <summary>The device was removed.</summary>
    TargetRemoveComplete,

    /// <summary>The driver is asked if the hardware profile may change.</summary>
    ProfileQueryChange,

    /// <summary>The hardware profile does not change after all.</summary>
    ProfileChangeCancelled,

    /// <summary>The hardware profile has changed.</summary>
    ProfileChangeComplete,
}
