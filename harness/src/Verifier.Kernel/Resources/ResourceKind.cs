namespace Verifier.Kernel;

/// <summary>
/// The kinds of resource that a driver can hold and must give back: see harness/docs/facts/io.md#what-must-be-given-back.
/// </summary>
public enum ResourceKind
{
    /// <summary>A pool block.</summary>
    PoolBlock,

    /// <summary>A lookaside list that was initialised and not deleted.</summary>
    LookasideList,

    /// <summary>An MDL.</summary>
    Mdl,

    /// <summary>Pages locked by MmProbeAndLockPages.</summary>
    LockedPages,

    /// <summary>A system mapping of an MDL, of I/O space, or a reserved mapping address.</summary>
    Mapping,

    /// <summary>Pages of MmAllocatePagesForMdl(Ex).</summary>
    MdlPages,

    /// <summary>Contiguous memory.</summary>
    ContiguousMemory,

    /// <summary>Noncached memory.</summary>
    NonCachedMemory,

    /// <summary>An IRP that the driver allocated.</summary>
    Irp,

    /// <summary>An IRP of another sender that the driver holds pending.</summary>
    PendingIrp,

    /// <summary>A work item.</summary>
    WorkItem,

    /// <summary>An error log entry neither written nor freed.</summary>
    ErrorLogEntry,

    /// <summary>A device object.</summary>
    DeviceObject,

    /// <summary>An attachment to a device stack.</summary>
    Attachment,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A device interface.</summary>
    DeviceInterface,

    /// <summary>A string whose buffer an Rtl routine allocated.</summary>
    String,

    /// <summary>A timer that is set.</summary>
    Timer,

    /// <summary>A DPC that is queued.</summary>
    Dpc,

    /// <summary>A system thread.</summary>
    Thread,

    /// <summary>A connected interrupt.</summary>
    Interrupt,

    /// <summary>A DMA adapter.</summary>
    DmaAdapter,

    /// <summary>A DMA common buffer.</summary>
    CommonBuffer,

    /// <summary>Map registers.</summary>
    MapRegisters,

    /// <summary>A scatter/gather list.</summary>
    ScatterGatherList,

    /// <summary>An acquisition of a remove lock.</summary>
    RemoveLock,

    /// <summary>A reference to an object.</summary>
    Reference,

    /// <summary>A handle.</summary>
    Handle,

    /// <summary>A registration with WMI, ETW, PnP notification or shutdown.</summary>
    Registration,

    /// <summary>A generic object of NDIS.</summary>
    NdisObject,

    /// <summary>A pool of NET_BUFFER_LISTs.</summary>
    NetBufferListPool,

    /// <summary>A NET_BUFFER_LIST.</summary>
    NetBufferList,

    /// <summary>A spin lock, fast mutex, mutex or resource that is held.</summary>
    Lock,

    /// <summary>A floating-point state that was saved and not restored.</summary>
    FloatingPointState,

    /// <summary>A timer that ExAllocateTimer allocated.</summary>
    ExTimer,
}
