namespace Verifier.Scenarios.Model;

/// <summary>What can happen.</summary>
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

    /// <summary>May the device behind a file object be removed?</summary>
    TargetQueryRemove,

    /// <summary>The device is not removed after all.</summary>
    TargetRemoveCancelled,

    /// <summary>The device was removed.</summary>
    TargetRemoveComplete,

    /// <summary>May the hardware profile change?</summary>
    ProfileQueryChange,

    /// <summary>The hardware profile does not change after all.</summary>
    ProfileChangeCancelled,

    /// <summary>The hardware profile has changed.</summary>
    ProfileChangeComplete,
}
