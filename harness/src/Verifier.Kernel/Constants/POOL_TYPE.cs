namespace Verifier.Kernel;

/// <summary>
/// Kind of pool a block is taken from, with the flag bits that C drivers OR into it (harness/docs/facts/memory.md#pool-types). Bit
/// reading: 1 paged, 2 must succeed, 4 cache aligned, 8 quota, 32 session, 512 non-executable. Only NonPagedPool, PagedPool and
/// NonPagedPoolNx are meant for drivers.
/// </summary>
[Flags]
public enum POOL_TYPE : uint
{
    /// <summary>Always resident; usable at any IRQL up to DISPATCH_LEVEL. Executable.</summary>
    NonPagedPool = 0,

    /// <summary>The newer name of NonPagedPool.</summary>
    NonPagedPoolExecute = NonPagedPool,

    /// <summary>Pageable memory; allocate, touch and free it at APC_LEVEL or below.</summary>
    PagedPool = 1,

    /// <summary>
    /// The system crashes rather than fail it. Never permitted under Driver Verifier, rejected outright from Windows XP on.
    /// </summary>
    NonPagedPoolMustSucceed = 2,

    /// <summary>Reserved by the system.</summary>
    DontUseThisType = 3,

    /// <summary>Nonpaged pool aligned to a cache line; for the system.</summary>
    NonPagedPoolCacheAligned = 4,

    /// <summary>Paged pool aligned to a cache line; for the system.</summary>
    PagedPoolCacheAligned = 5,

    /// <summary>Cache aligned and must succeed; as forbidden as NonPagedPoolMustSucceed.</summary>
    NonPagedPoolCacheAlignedMustS = 6,

    /// <summary>One past the last basic type.</summary>
    MaxPoolType = 7,

    /// <summary>Flag for the WithQuota routines: return NULL instead of raising an exception.</summary>
    POOL_QUOTA_FAIL_INSTEAD_OF_RAISE = 8,

    /// <summary>Flag: raise STATUS_INSUFFICIENT_RESOURCES instead of returning NULL.</summary>
    POOL_RAISE_IF_ALLOCATION_FAILURE = 16,

    /// <summary>Nonpaged session pool; deprecated.</summary>
    NonPagedPoolSession = 32,

    /// <summary>Paged session pool; deprecated.</summary>
    PagedPoolSession = 33,

    /// <summary>Session pool that must succeed; deprecated.</summary>
    NonPagedPoolMustSucceedSession = 34,

    /// <summary>Reserved by the system.</summary>
    DontUseThisTypeSession = 35,

    /// <summary>Cache aligned nonpaged session pool; deprecated.</summary>
    NonPagedPoolCacheAlignedSession = 36,

    /// <summary>Cache aligned paged session pool; deprecated.</summary>
    PagedPoolCacheAlignedSession = 37,

    /// <summary>Cache aligned session pool that must succeed; deprecated.</summary>
    NonPagedPoolCacheAlignedMustSSession = 38,

    /// <summary>Flag, a hint: the pages will rarely be touched and may be paged out early.</summary>
    POOL_COLD_ALLOCATION = 256,

    /// <summary>Nonpaged pool that cannot be executed; the type to use since Windows 8.</summary>
    NonPagedPoolNx = 512,

    /// <summary>Flag: not executable. The same bit as NonPagedPoolNx.</summary>
    POOL_NX_ALLOCATION = NonPagedPoolNx,

    /// <summary>NonPagedPoolNx aligned to a cache line.</summary>
    NonPagedPoolNxCacheAligned = 516,

    /// <summary>Non-executable session pool; deprecated.</summary>
    NonPagedPoolSessionNx = 544,

    /// <summary>Flag: zero the block. Set by the ExAllocatePoolZero family.</summary>
    POOL_ZERO_ALLOCATION = 1024,
}
