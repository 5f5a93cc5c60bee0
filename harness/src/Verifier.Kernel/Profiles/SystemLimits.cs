namespace Verifier.Kernel;

/// <summary>Limits of a profile that a scenario replaces in its <c>system:</c> block; null keeps the profile's own.</summary>
public sealed record SystemLimits
{
    /// <summary>Script key of <see cref="NonPagedPoolBytes"/>.</summary>
    public const string NonPagedPoolKey = "nonpaged-pool";

    /// <summary>Script key of <see cref="PagedPoolBytes"/>.</summary>
    public const string PagedPoolKey = "paged-pool";

    /// <summary>Script key of <see cref="SystemPtes"/>.</summary>
    public const string SystemPtesKey = "system-ptes";

    /// <summary>Script key of <see cref="MapRegisters"/>.</summary>
    public const string MapRegistersKey = "map-registers";

    /// <summary>Script key of <see cref="PhysicalPages"/>.</summary>
    public const string PhysicalPagesKey = "physical-pages";

    /// <summary>Most nonpaged pool, in bytes; whole pages.</summary>
    public long? NonPagedPoolBytes { get; init; }

    /// <summary>Most paged pool, in bytes; whole pages.</summary>
    public long? PagedPoolBytes { get; init; }

    /// <summary>System page table entries: pages that can be mapped at one time. 0 makes every mapping fail.</summary>
    public long? SystemPtes { get; init; }

    /// <summary>DMA map registers of all adapters together. 0 makes every DMA set-up that needs one fail.</summary>
    public long? MapRegisters { get; init; }

    /// <summary>Physical memory in pages; nonpaged pool must fit in.</summary>
    public long? PhysicalPages { get; init; }
}
