namespace Verifier.Kernel;

/// <summary>A run of system PTEs in use: where, for what and for whom.</summary>
/// <param name="FirstPage">Its first page in the region.</param>
/// <param name="Pages">Number of pages that were reserved.</param>
/// <param name="Kind">The kind of mapping.</param>
/// <param name="FirstFrame">The frame behind its first page; 0 while nothing is mapped.</param>
/// <param name="Owner">The driver that asked for it; null when the kernel did.</param>
/// <param name="Tag">The tag of a reservation.</param>
/// <param name="Mapped">Number of its pages that are mapped.</param>
internal sealed record SystemMapping(
    int FirstPage, int Pages, MappingKind Kind, uint FirstFrame, DriverImage? Owner, PoolTag Tag = default, int Mapped = 0)
{
    /// <summary>The address that the driver was given: within the first page.</summary>
    public ulong At { get; init; }

    /// <summary>The MDL that was mapped; 0 for other kinds.</summary>
    public ulong Mdl { get; init; }

    /// <summary>The page in which the buffer of that MDL began.</summary>
    public ulong StartVa { get; init; }
}

/// <summary>The kinds of mapping.</summary>
internal enum MappingKind
{
    /// <summary>The pages of an MDL.</summary>
    Mdl,

    /// <summary>MmAllocateMappingAddress: reserved, mapped or not.</summary>
    Reserved,

    /// <summary>MmMapIoSpace.</summary>
    IoSpace,

    /// <summary>MmAllocateNonCachedMemory.</summary>
    NonCached,
}
