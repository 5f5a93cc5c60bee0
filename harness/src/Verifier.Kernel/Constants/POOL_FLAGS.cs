namespace Verifier.Kernel;

/// <summary>
/// Flags of ExAllocatePool2 and ExAllocatePool3 (harness/docs/facts/memory.md#pool-flags). A flag in the low 32 bits that is unknown or
/// cannot be honoured fails the allocation; in the high 32 bits it is ignored.
/// </summary>
[Flags]
public enum POOL_FLAGS : ulong
{
    /// <summary>No flag. Not a valid request by itself: a pool must be named.</summary>
    POOL_FLAG_NONE = 0,

    /// <summary>Charge the block to the current process. Does not raise by itself.</summary>
    POOL_FLAG_USE_QUOTA = 0x1,

    /// <summary>Leave the contents as they are; without it the block is zeroed.</summary>
    POOL_FLAG_UNINITIALIZED = 0x2,

    /// <summary>Session pool; for the operating system only.</summary>
    POOL_FLAG_SESSION = 0x4,

    /// <summary>Align to a cache line, best effort only.</summary>
    POOL_FLAG_CACHE_ALIGNED = 0x8,

    /// <summary>Reserved.</summary>
    POOL_FLAG_RESERVED1 = 0x10,

    /// <summary>Raise STATUS_INSUFFICIENT_RESOURCES instead of returning NULL.</summary>
    POOL_FLAG_RAISE_ON_FAILURE = 0x20,

    /// <summary>Nonpaged pool that cannot be executed.</summary>
    POOL_FLAG_NON_PAGED = 0x40,

    /// <summary>Executable nonpaged pool.</summary>
    POOL_FLAG_NON_PAGED_EXECUTE = 0x80,

    /// <summary>Paged pool (executable on x86 only).</summary>
    POOL_FLAG_PAGED = 0x100,

    /// <summary>Reserved.</summary>
    POOL_FLAG_RESERVED2 = 0x200,

    /// <summary>Reserved.</summary>
    POOL_FLAG_RESERVED3 = 0x400,

    /// <summary>Last flag of the half that must be honoured; the first is POOL_FLAG_USE_QUOTA.</summary>
    POOL_FLAG_REQUIRED_END = 0x80000000,

    /// <summary>Take the block from special pool if there is room; falls back to the normal pool.</summary>
    POOL_FLAG_SPECIAL_POOL = 0x1_0000_0000,

    /// <summary>Last flag of the half that may be ignored; the first is POOL_FLAG_SPECIAL_POOL.</summary>
    POOL_FLAG_OPTIONAL_END = 0x8000_0000_0000_0000,
}
