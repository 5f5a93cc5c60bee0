namespace Verifier.Kernel;

/// <summary>
/// The kind of routine as which the kernel calls a routine of a driver. The caller states it: one routine may be registered as several
/// kinds, and an address of a compiled driver has no type.
/// </summary>
internal enum RoutineKind : byte
{
    /// <summary>No routine of a driver runs.</summary>
    None = 0,

    /// <summary>DriverEntry.</summary>
    DriverEntry,

    /// <summary>AddDevice.</summary>
    AddDevice,

    /// <summary>Unload.</summary>
    Unload,

    /// <summary>A dispatch routine: its second argument is the IRP.</summary>
    Dispatch,

    /// <summary>StartIo.</summary>
    StartIo,

    /// <summary>An IRP's completion routine.</summary>
    Completion,

    /// <summary>The completion callback of PoRequestPowerIrp.</summary>
    PowerCompletion,

    /// <summary>An IRP's cancel routine.</summary>
    Cancel,

    /// <summary>An interrupt service routine.</summary>
    InterruptService,

    /// <summary>The routine of KeSynchronizeExecution.</summary>
    SynchronizedExecution,

    /// <summary>The routine of a DPC, a timer's included.</summary>
    Dpc,

    /// <summary>The routine of an IO_TIMER.</summary>
    IoTimer,

    /// <summary>The routine of a work item, the I/O manager's or the executive's.</summary>
    WorkItem,

    /// <summary>The start routine of a system thread.</summary>
    Thread,

    /// <summary>AdapterControl: an adapter's channel or its map registers are there.</summary>
    AdapterControl,

    /// <summary>A scatter/gather list is there.</summary>
    ScatterGatherList,

    /// <summary>The allocate or free routine of a lookaside list.</summary>
    LookasideList,

    /// <summary>A routine of a cancel-safe queue.</summary>
    CancelSafeQueue,

    /// <summary>A query routine of RtlQueryRegistryValues.</summary>
    RegistryQuery,

    /// <summary>A routine that is told of a process, a thread, an image or a PnP event.</summary>
    Notification,

    /// <summary>A comparison of qsort and bsearch.</summary>
    Comparison,

    /// <summary>A compare, allocate or free routine of a generic table.</summary>
    GenericTable,

    /// <summary>A Reinitialize routine.</summary>
    Reinitialization,

    /// <summary>The routine of a timer that ExAllocateTimer allocated.</summary>
    Timer,

    /// <summary>A routine that is registered with a callback object, or told that something is done.</summary>
    Callback,
}
