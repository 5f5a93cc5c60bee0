using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>Names of the kinds of resources, and the units of their sizes.</summary>
internal static class ResourceWords
{
    /// <summary>One of them, without an article.</summary>
    public static string Of(ResourceKind kind) => kind switch
    {
        ResourceKind.PoolBlock => "pool block",
        ResourceKind.LookasideList => "lookaside list",
        ResourceKind.Mdl => "MDL",
        ResourceKind.LockedPages => "locked pages",
        ResourceKind.MdlPages => "pages of an MDL",
        ResourceKind.ContiguousMemory => "contiguous memory",
        ResourceKind.NonCachedMemory => "noncached memory",
        ResourceKind.Irp => "IRP",
        ResourceKind.PendingIrp => "pending IRP",
        ResourceKind.WorkItem => "work item",
        ResourceKind.ErrorLogEntry => "error log entry",
        ResourceKind.DeviceObject => "device object",
        ResourceKind.SymbolicLink => "symbolic link",
        ResourceKind.DeviceInterface => "device interface",
        ResourceKind.Dpc => "queued DPC",
        ResourceKind.DmaAdapter => "DMA adapter",
        ResourceKind.CommonBuffer => "common buffer",
        ResourceKind.MapRegisters => "map registers",
        ResourceKind.ExTimer => "allocated timer",
        ResourceKind.FloatingPointState => "saved floating-point state",
        ResourceKind.ScatterGatherList => "scatter/gather list",
        ResourceKind.RemoveLock => "remove lock acquisition",
        ResourceKind.NdisObject => "NDIS object",
        ResourceKind.NetBufferListPool => "net buffer list pool",
        ResourceKind.NetBufferList => "net buffer list",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The unit of its size.</summary>
    public static string Unit(ResourceKind kind) => kind is ResourceKind.MapRegisters or ResourceKind.ScatterGatherList ? "map register" : "byte";
}
