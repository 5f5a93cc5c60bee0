namespace Verifier.Scenarios.Model;

/// <summary>Which kind of the driver's routines the system called.</summary>
public enum DriverPhase
{
    /// <summary>DriverEntry.</summary>
    DriverEntry,

    /// <summary>AddDevice.</summary>
    AddDevice,

    /// <summary>The dispatch routine for PnP requests.</summary>
    Pnp,

    /// <summary>The dispatch routine for power requests.</summary>
    Power,

    /// <summary>The dispatch routine for WMI requests.</summary>
    Wmi,

    /// <summary>Any other dispatch routine.</summary>
    Dispatch,

    /// <summary>StartIo.</summary>
    StartIo,

    /// <summary>A completion routine.</summary>
    Completion,

    /// <summary>A cancel routine.</summary>
    Cancel,

    /// <summary>An interrupt service routine.</summary>
    Interrupt,

    /// <summary>A DPC, a timer's included.</summary>
    Dpc,

    /// <summary>A work item.</summary>
    WorkItem,

    /// <summary>A system thread of the driver.</summary>
    Thread,

    /// <summary>A DMA routine: AdapterControl or scatter/gather list.</summary>
    Dma,

    /// <summary>The unload routine.</summary>
    Unload,

    /// <summary>A routine that is told of a process, a thread, an image or a PnP event.</summary>
    Notification,
}
