namespace Verifier.Engine.Observation;

/// <summary>The memory that was in use at one moment of virtual time.</summary>
/// <param name="Time">100 ns since boot.</param>
/// <param name="Operation">Index of the operation in progress; -1 outside of one.</param>
/// <param name="NonPagedBytes">Resident bytes of nonpaged pool, whole pages.</param>
/// <param name="PagedBytes">Bytes of paged pool, whole pages.</param>
/// <param name="AddressSpaceBytes">Kernel address space that the pools use.</param>
public readonly record struct PoolSample(long Time, int Operation, long NonPagedBytes, long PagedBytes, long AddressSpaceBytes)
{
    /// <summary>Bytes charged for the nonpaged blocks that the driver has not freed.</summary>
    public long OutstandingNonPagedBytes { get; init; }

    /// <summary>The same of paged pool.</summary>
    public long OutstandingPagedBytes { get; init; }

    /// <summary>Bytes of all else that the driver holds: MDLs, device objects, locked pages …</summary>
    public long OutstandingOtherBytes { get; init; }

    /// <summary>The number of things that the driver holds: pool blocks and all else.</summary>
    public long Held { get; init; }
}
