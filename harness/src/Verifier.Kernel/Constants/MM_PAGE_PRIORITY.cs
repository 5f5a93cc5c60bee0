namespace Verifier.Kernel;

/// <summary>
/// The priority of a mapping's request for system PTEs (harness/docs/facts/memory.md#priorities), with the mapping flags of Windows 8 that
/// are OR-ed into it.
/// </summary>
[Flags]
public enum MM_PAGE_PRIORITY : uint
{
    /// <summary>Fails as soon as the system is fairly low on resources.</summary>
    LowPagePriority = 0,

    /// <summary>Fails when the system is very low on resources.</summary>
    NormalPagePriority = 16,

    /// <summary>Fails only when the system is completely out of resources.</summary>
    HighPagePriority = 32,

    /// <summary>Flag: map the pages non-executable.</summary>
    MdlMappingNoExecute = 0x40000000,

    /// <summary>Flag: map the pages read-only.</summary>
    MdlMappingNoWrite = 0x80000000,
}
