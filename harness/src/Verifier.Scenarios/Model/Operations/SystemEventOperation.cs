namespace Verifier.Scenarios.Model;

/// <summary><c>system-event</c>: something happens in the system that drivers can be told of.</summary>
public sealed record SystemEventOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "system-event";

    /// <summary>What happens.</summary>
    public required SystemEvent Event { get; init; }

    /// <summary>Image name of the process that it is about; null for the workload's own, and for the image of a driver.</summary>
    public string? Process { get; init; }

    /// <summary>The command line of a process that is created; null for its image name.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Path of the image that is mapped; null for other events.</summary>
    public string? Image { get; init; }

    /// <summary>The class of the interface; null for other events.</summary>
    public Guid? InterfaceClass { get; init; }

    /// <summary>The symbolic link of the interface; null for one that its class gives.</summary>
    public string? Link { get; init; }
}

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
