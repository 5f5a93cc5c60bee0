namespace Verifier.Kernel;

/// <summary>Caching of a mapping or of contiguous memory (harness/docs/facts/memory.md#mdls-and-mappings).</summary>
public enum MEMORY_CACHING_TYPE : uint
{
    /// <summary>Not cached.</summary>
    MmNonCached = 0,

    /// <summary>Cached, as ordinary memory.</summary>
    MmCached = 1,

    /// <summary>Writes are combined, reads not cached.</summary>
    MmWriteCombined = 2,

    /// <summary>Cached and kept coherent by hardware.</summary>
    MmHardwareCoherentCached = 3,

    /// <summary>Not cached, accesses may be reordered.</summary>
    MmNonCachedUnordered = 4,

    /// <summary>Uncached speculative write combining.</summary>
    MmUSWCCached = 5,
}
