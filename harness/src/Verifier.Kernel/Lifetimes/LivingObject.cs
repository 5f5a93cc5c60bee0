namespace Verifier.Kernel;

/// <summary>An object in a driver's memory that the kernel still knows.</summary>
/// <param name="Family">The family of the object.</param>
/// <param name="Address">Its address.</param>
/// <param name="State">The reason why the kernel knows it, as a relative clause: "which is set".</param>
/// <param name="Origin">The call that made it known; null when that is not known.</param>
internal readonly record struct LivingObject(ObjectFamily Family, ulong Address, string State, Origin? Origin)
{
    /// <summary>The object in words.</summary>
    public string Noun => Family switch
    {
        ObjectFamily.Resource => "resource",
        ObjectFamily.Timer => "timer",
        ObjectFamily.Dpc => "DPC",
        ObjectFamily.LookasideList => "lookaside list",
        ObjectFamily.WorkItem => "work item",
        ObjectFamily.RemoveLock => "remove lock",
        ObjectFamily.CancelSafeQueue => "cancel-safe queue",
        ObjectFamily.QueueContext => "cancel-safe queue context",
        ObjectFamily.DeviceQueue => "device queue",
        ObjectFamily.InterruptLock => "spin lock",
        ObjectFamily.StatusBlock => "status block",
        ObjectFamily.RequestEvent => "event",
        ObjectFamily.InitialisedWorkItem => "initialised work item",
        _ => "synchronisation object",
    };
}

/// <summary>The families of objects that drivers keep in memory of their own and tell the kernel about.</summary>
internal enum ObjectFamily
{
    /// <summary>An ERESOURCE, known from ExInitializeResourceLite to ExDeleteResourceLite.</summary>
    Resource,

    /// <summary>A KTIMER, known while it is set.</summary>
    Timer,

    /// <summary>A KDPC, known while it is queued or its timer is set.</summary>
    Dpc,

    /// <summary>A lookaside list, known until it is deleted.</summary>
    LookasideList,

    /// <summary>A work item, known while it is queued.</summary>
    WorkItem,

    /// <summary>A remove lock, in use while an acquisition is not released.</summary>
    RemoveLock,

    /// <summary>An IO_CSQ, known while a request is in it that can be cancelled.</summary>
    CancelSafeQueue,

    /// <summary>An IO_CSQ_IRP_CONTEXT of such a request.</summary>
    QueueContext,

    /// <summary>A KDEVICE_QUEUE, known while requests wait in it.</summary>
    DeviceQueue,

    /// <summary>The spin lock of a connected interrupt.</summary>
    InterruptLock,

    /// <summary>The status block of a request under way.</summary>
    StatusBlock,

    /// <summary>The event of a request under way.</summary>
    RequestEvent,

    /// <summary>Any dispatcher object, known while a thread waits for it.</summary>
    Waiter,

    /// <summary>A work item in memory of the driver's own, from IoInitializeWorkItem to IoUninitializeWorkItem.</summary>
    InitialisedWorkItem,
}
