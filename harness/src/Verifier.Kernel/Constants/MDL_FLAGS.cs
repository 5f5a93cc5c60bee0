namespace Verifier.Kernel;

/// <summary>MdlFlags of a memory descriptor list (harness/docs/facts/memory.md#mdls-and-mappings).</summary>
[Flags]
public enum MDL_FLAGS : ushort
{
    /// <summary>The pages have a system mapping; MappedSystemVa holds it.</summary>
    MDL_MAPPED_TO_SYSTEM_VA = 0x0001,

    /// <summary>The pages are locked by MmProbeAndLockPages.</summary>
    MDL_PAGES_LOCKED = 0x0002,

    /// <summary>Built by MmBuildMdlForNonPagedPool: never lock, map, unlock or unmap it.</summary>
    MDL_SOURCE_IS_NONPAGED_POOL = 0x0004,

    /// <summary>The MDL itself comes from the list of fixed-size MDLs.</summary>
    MDL_ALLOCATED_FIXED_SIZE = 0x0008,

    /// <summary>Describes part of another MDL.</summary>
    MDL_PARTIAL = 0x0010,

    /// <summary>A partial MDL that was mapped and must be unmapped before it is freed.</summary>
    MDL_PARTIAL_HAS_BEEN_MAPPED = 0x0020,

    /// <summary>Used to read a page in.</summary>
    MDL_IO_PAGE_READ = 0x0040,

    /// <summary>Locked for writing by the device.</summary>
    MDL_WRITE_OPERATION = 0x0080,

    /// <summary>The MDL it was built from has a system mapping.</summary>
    MDL_PARENT_MAPPED_SYSTEM_VA = 0x0100,

    /// <summary>More PTEs were reserved than pages mapped.</summary>
    MDL_FREE_EXTRA_PTES = 0x0200,

    /// <summary>Describes address windowing memory.</summary>
    MDL_DESCRIBES_AWE = 0x0400,

    /// <summary>Describes device memory, not RAM.</summary>
    MDL_IO_SPACE = 0x0800,

    /// <summary>Holds a network header.</summary>
    MDL_NETWORK_HEADER = 0x1000,

    /// <summary>A failed mapping returns NULL instead of stopping the system.</summary>
    MDL_MAPPING_CAN_FAIL = 0x2000,

    /// <summary>The MDL itself came from must-succeed pool.</summary>
    MDL_ALLOCATED_MUST_SUCCEED = 0x4000,

    /// <summary>Used by the memory manager itself.</summary>
    MDL_INTERNAL = 0x8000,
}
