using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>Something that a driver still held at a census: what, how many bytes, and which call acquired it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Bytes, where it has them.</param>
/// <param name="Tag">Pool tag, where it has one.</param>
/// <param name="AcquiredBy">The DDI that handed it out; null when the kernel did by itself.</param>
/// <param name="CallNumber">The number of that call in the run.</param>
/// <param name="Address">Its address or handle.</param>
public sealed record HeldResource(ResourceKind Kind, ulong Bytes, PoolTag Tag, string? AcquiredBy, long CallNumber, ulong Address)
{
    /// <summary>Where the driver acquired it; null when the run was not asked.</summary>
    public Acquisition? Origin { get; init; }

    /// <summary>The routine that was given it without a call, and the operation's index; null for what a call handed out.</summary>
    internal (string Routine, int Operation)? GivenTo { get; init; }

    /// <summary>In words: kind, bytes and tag, and where it came from.</summary>
    public override string ToString()
    {
        var size = Bytes > 0 ? $" of {Bytes} bytes" : string.Empty;
        var tag = Tag.Value != 0 ? $", tag '{Tag}'" : string.Empty;
        var from = AcquiredBy is null ? string.Empty : $", from {AcquiredBy}";
        return $"{Words(Kind)}{size}{tag}{from}{Origin}";
    }

    private static string Words(ResourceKind kind) => kind switch
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
        ResourceKind.FloatingPointState => "saved floating-point state",
        ResourceKind.ScatterGatherList => "scatter/gather list",
        ResourceKind.RemoveLock => "remove lock acquisition",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
