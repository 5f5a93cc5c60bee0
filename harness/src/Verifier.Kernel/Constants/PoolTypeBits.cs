namespace Verifier.Kernel;

/// <summary>Reads the bits of a <see cref="POOL_TYPE"/> (harness/docs/facts/memory.md#pool-types).</summary>
public static class PoolTypeBits
{
    private const POOL_TYPE MustSucceedBit = POOL_TYPE.NonPagedPoolMustSucceed;
    private const POOL_TYPE SessionBit = POOL_TYPE.NonPagedPoolSession;

    /// <summary>True for every paged type.</summary>
    public static bool IsPaged(this POOL_TYPE type) => (type & POOL_TYPE.PagedPool) != 0;

    /// <summary>True for the types that must succeed. DontUseThisType (3) carries the bit too but is paged, so it is not one.</summary>
    public static bool IsMustSucceed(this POOL_TYPE type) => (type & (MustSucceedBit | POOL_TYPE.PagedPool)) == MustSucceedBit;

    /// <summary>True for the cache-aligned types.</summary>
    public static bool IsCacheAligned(this POOL_TYPE type) => (type & POOL_TYPE.NonPagedPoolCacheAligned) != 0;

    /// <summary>True for session pool.</summary>
    public static bool IsSession(this POOL_TYPE type) => (type & SessionBit) != 0;

    /// <summary>True where the block cannot be executed.</summary>
    public static bool IsNonExecutable(this POOL_TYPE type) => (type & POOL_TYPE.POOL_NX_ALLOCATION) != 0;

    /// <summary>True with POOL_RAISE_IF_ALLOCATION_FAILURE.</summary>
    public static bool RaisesOnFailure(this POOL_TYPE type) => (type & POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE) != 0;

    /// <summary>True with POOL_QUOTA_FAIL_INSTEAD_OF_RAISE; meaningful for the WithQuota routines only.</summary>
    public static bool FailsInsteadOfRaising(this POOL_TYPE type) => (type & POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE) != 0;

    /// <summary>True with POOL_ZERO_ALLOCATION.</summary>
    public static bool IsZeroed(this POOL_TYPE type) => (type & POOL_TYPE.POOL_ZERO_ALLOCATION) != 0;

    /// <summary>The type as a driver writes it: <c>NonPagedPoolNx | POOL_RAISE_IF_ALLOCATION_FAILURE</c>.</summary>
    public static string ToNtName(this POOL_TYPE type)
    {
        POOL_TYPE flags = type & (POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE | POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE
            | POOL_TYPE.POOL_COLD_ALLOCATION | POOL_TYPE.POOL_ZERO_ALLOCATION);
        string name = BasicName(type & ~flags);
        return flags == 0 ? name : $"{name} | {flags.ToString().Replace(", ", " | ", StringComparison.Ordinal)}";
    }

    // Written out because an enum with two names for one value promises neither of them in ToString.
    private static string BasicName(POOL_TYPE type) => type switch
    {
        POOL_TYPE.NonPagedPool => nameof(POOL_TYPE.NonPagedPool),
        POOL_TYPE.PagedPool => nameof(POOL_TYPE.PagedPool),
        POOL_TYPE.NonPagedPoolMustSucceed => nameof(POOL_TYPE.NonPagedPoolMustSucceed),
        POOL_TYPE.DontUseThisType => nameof(POOL_TYPE.DontUseThisType),
        POOL_TYPE.NonPagedPoolCacheAligned => nameof(POOL_TYPE.NonPagedPoolCacheAligned),
        POOL_TYPE.PagedPoolCacheAligned => nameof(POOL_TYPE.PagedPoolCacheAligned),
        POOL_TYPE.NonPagedPoolCacheAlignedMustS => nameof(POOL_TYPE.NonPagedPoolCacheAlignedMustS),
        POOL_TYPE.MaxPoolType => nameof(POOL_TYPE.MaxPoolType),
        POOL_TYPE.NonPagedPoolSession => nameof(POOL_TYPE.NonPagedPoolSession),
        POOL_TYPE.PagedPoolSession => nameof(POOL_TYPE.PagedPoolSession),
        POOL_TYPE.NonPagedPoolMustSucceedSession => nameof(POOL_TYPE.NonPagedPoolMustSucceedSession),
        POOL_TYPE.DontUseThisTypeSession => nameof(POOL_TYPE.DontUseThisTypeSession),
        POOL_TYPE.NonPagedPoolCacheAlignedSession => nameof(POOL_TYPE.NonPagedPoolCacheAlignedSession),
        POOL_TYPE.PagedPoolCacheAlignedSession => nameof(POOL_TYPE.PagedPoolCacheAlignedSession),
        POOL_TYPE.NonPagedPoolCacheAlignedMustSSession => nameof(POOL_TYPE.NonPagedPoolCacheAlignedMustSSession),
        POOL_TYPE.NonPagedPoolNx => nameof(POOL_TYPE.NonPagedPoolNx),
        POOL_TYPE.NonPagedPoolNxCacheAligned => nameof(POOL_TYPE.NonPagedPoolNxCacheAligned),
        POOL_TYPE.NonPagedPoolSessionNx => nameof(POOL_TYPE.NonPagedPoolSessionNx),
        _ => $"POOL_TYPE 0x{(uint)type:X}",
    };
}
