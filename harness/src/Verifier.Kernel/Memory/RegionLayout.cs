namespace Verifier.Kernel;

/// <summary>
/// The parts of the region, as offsets in bytes from its start. Virtual addresses are <see cref="VirtualBase"/> plus offset
/// for every machine, at any address of the host, so a trace needs no translation to be the same on any host (ARCHITECTURE.md D4).
/// </summary>
internal static class RegionLayout
{
    public const ulong VirtualBase = HostRegion.PreferredBase;
    public const long MiB = 1L << 20;

    /// <summary>MmUserProbeAddress: addresses below are an application's, this one and those above the system's.</summary>
    public const ulong UserProbeAddress = VirtualBase + (ulong)UserBytes;

    private const long UserBytes = 64 * MiB;

    /// <summary>The part for user-mode addresses: buffers of the requesting application.</summary>
    public static readonly RegionRange User = new(0, UserBytes);

    /// <summary>Kept for compiled drivers: switching stubs, what the processor tells without a call, missing imports.</summary>
    public static readonly RegionRange Native = new(64 * MiB, 2 * MiB);

    /// <summary>Driver images: their sections one after another.</summary>
    public static readonly RegionRange Images = new(66 * MiB, 30 * MiB);

    /// <summary>Kernel stacks of threads.</summary>
    public static readonly RegionRange Stacks = new(96 * MiB, 32 * MiB);

    /// <summary>System PTE space: mappings only, no memory of its own.</summary>
    public static readonly RegionRange SystemPtes = new(128 * MiB, 128 * MiB);

    /// <summary>Nonpaged pool.</summary>
    public static readonly RegionRange NonPagedPool = new(256 * MiB, 256 * MiB);

    /// <summary>Paged pool.</summary>
    public static readonly RegionRange PagedPool = new(512 * MiB, 256 * MiB);

    /// <summary>Special pool: one block a page, a guard page behind each.</summary>
    public static readonly RegionRange SpecialPool = new(768 * MiB, 128 * MiB);

    /// <summary>
    /// Pages handed out by the page-level allocators (contiguous, noncached, MmAllocatePagesForMdl): as many as the largest machine has.
    /// </summary>
    public static readonly RegionRange Pages = new(896 * MiB, 1024 * MiB);

    /// <summary>The part behind device registers that a driver maps.</summary>
    public static readonly RegionRange Registers = new(1920 * MiB, 16 * MiB);

    /// <summary>Below the system range: NULL, a small offset from NULL, or an application's address.</summary>
    public static bool IsUserAddress(ulong address) => address < UserProbeAddress;
}
