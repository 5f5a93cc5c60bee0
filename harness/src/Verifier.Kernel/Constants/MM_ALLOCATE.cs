namespace Verifier.Kernel;

/// <summary>Flags of MmAllocatePagesForMdlEx (harness/docs/facts/memory.md#page-allocators).</summary>
public static class MM_ALLOCATE
{
    /// <summary>Leave the pages as they are; without it they are zeroed.</summary>
    public const uint MM_DONT_ZERO_ALLOCATION = 0x1;

    /// <summary>Take pages of the ideal NUMA node only.</summary>
    public const uint MM_ALLOCATE_FROM_LOCAL_NODE_ONLY = 0x2;

    /// <summary>All pages or NULL; without it a short MDL is a legal answer.</summary>
    public const uint MM_ALLOCATE_FULLY_REQUIRED = 0x4;

    /// <summary>The call does not wait for pages.</summary>
    public const uint MM_ALLOCATE_NO_WAIT = 0x8;

    /// <summary>Prefer contiguous pages.</summary>
    public const uint MM_ALLOCATE_PREFER_CONTIGUOUS = 0x10;

    /// <summary>Contiguous chunks of the skip size; with skip 0 all or NULL.</summary>
    public const uint MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS = 0x20;

    /// <summary>Use large pages where that is quick.</summary>
    public const uint MM_ALLOCATE_FAST_LARGE_PAGES = 0x40;

    /// <summary>Take the pages away from the system for good; PASSIVE_LEVEL only.</summary>
    public const uint MM_ALLOCATE_AND_HOT_REMOVE = 0x100;
}
