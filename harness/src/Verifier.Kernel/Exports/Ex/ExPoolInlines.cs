namespace Verifier.Kernel;

/// <content>
/// Macros and inline functions of the headers: what the 10-2004 headers put around the older pool routines
/// (harness/docs/facts/memory.md#pool-routines). The kernel zeroes from that version on; for older ones the header does it, if the driver
/// has called ExInitializeDriverRuntime.
/// </content>
public abstract partial class Ntoskrnl
{
    private bool _zeroesDownLevel;

    /// <summary>Call it first in DriverEntry when the driver is built with POOL_ZERO_DOWN_LEVEL_SUPPORT.</summary>
    public void ExInitializeDriverRuntime() => _zeroesDownLevel = true;

    /// <summary>ExAllocatePoolWithTag with zeroed memory.</summary>
    public Pointer ExAllocatePoolZero(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag) =>
        Zeroed(ExAllocatePoolWithTag(poolType | POOL_TYPE.POOL_ZERO_ALLOCATION, numberOfBytes, tag), numberOfBytes);

    /// <summary>ExAllocatePoolWithTag.</summary>
    public Pointer ExAllocatePoolUninitialized(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag) =>
        ExAllocatePoolWithTag(poolType, numberOfBytes, tag);

    /// <summary>ExAllocatePoolWithQuotaTag with zeroed memory.</summary>
    public Pointer ExAllocatePoolQuotaZero(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag) =>
        Zeroed(ExAllocatePoolWithQuotaTag(poolType | POOL_TYPE.POOL_ZERO_ALLOCATION, numberOfBytes, tag), numberOfBytes);

    /// <summary>ExAllocatePoolWithQuotaTag.</summary>
    public Pointer ExAllocatePoolQuotaUninitialized(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag) =>
        ExAllocatePoolWithQuotaTag(poolType, numberOfBytes, tag);

    /// <summary>ExAllocatePoolWithTagPriority with zeroed memory.</summary>
    public Pointer ExAllocatePoolPriorityZero(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag, EX_POOL_PRIORITY priority)
    {
        var type = poolType | POOL_TYPE.POOL_ZERO_ALLOCATION;
        return Zeroed(ExAllocatePoolWithTagPriority(type, numberOfBytes, tag, priority), numberOfBytes);
    }

    /// <summary>ExAllocatePoolWithTagPriority.</summary>
    public Pointer ExAllocatePoolPriorityUninitialized(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag, EX_POOL_PRIORITY priority) =>
        ExAllocatePoolWithTagPriority(poolType, numberOfBytes, tag, priority);

    private Pointer Zeroed(Pointer block, ulong bytes)
    {
        if (!block.IsNull && _zeroesDownLevel && Machine.Profile.Version < WindowsVersion.Windows10_2004)
        {
            Machine.Memory.Fill(block, bytes, 0);
        }

        return block;
    }
}
