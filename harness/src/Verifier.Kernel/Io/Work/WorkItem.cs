namespace Verifier.Kernel;

/// <summary>IO_WORKITEM: a block of the kernel's own; what it will run is kept here.</summary>
internal sealed class WorkItem(ulong address, ulong ioObject)
{
    public ulong Address { get; } = address;

    /// <summary>The device or driver object that stays while it is queued.</summary>
    public ulong IoObject { get; } = ioObject;

    /// <summary>IoInitializeWorkItem made it, in memory of the driver's own.</summary>
    public bool IsInDriversMemory { get; init; }

    public ulong Routine { get; set; }

    public ulong Context { get; set; }

    /// <summary>Queued by IoQueueWorkItemEx: the routine gets the work item as well.</summary>
    public bool IsExtended { get; set; }

    /// <summary>Queued, its routine not begun.</summary>
    public bool IsQueued { get; set; }

    /// <summary>IoFreeWorkItem was called.</summary>
    public bool IsFreed { get; set; }

    /// <summary>The activity of the thread that queued it.</summary>
    public int Activity { get; set; }
}
