namespace Verifier.Kernel;

/// <summary>Memory that drivers were given and that goes away.</summary>
/// <param name="Kind">The kind of memory.</param>
/// <param name="Address">Address of the first byte.</param>
/// <param name="Bytes">Number of bytes.</param>
/// <param name="Words">The beginning of a sentence about it: "The block at 0x… was freed".</param>
internal sealed record MemoryEnd(MemoryEndKind Kind, ulong Address, ulong Bytes, string Words)
{
    /// <summary>For pool memory: its type.</summary>
    public POOL_TYPE Type { get; init; }

    /// <summary>For a device object: its address.</summary>
    public ulong Device { get; init; }

    /// <summary>For an image: which.</summary>
    public DriverImage? Image { get; init; }

    /// <summary>The call that ends it; null when it ends without one.</summary>
    public Origin? By { get; init; }

    public bool Contains(ulong address) => address - Address < Bytes;
}

/// <summary>The kinds of memory that goes away: Driver Verifier looks into pool memory only.</summary>
internal enum MemoryEndKind
{
    /// <summary>A pool block, a device object with its extension, or other pool memory that the kernel hands out.</summary>
    Pool,

    /// <summary>Contiguous, noncached or mapped pages.</summary>
    Pages,

    /// <summary>An entry that goes back to a lookaside list.</summary>
    LookasideEntry,

    /// <summary>A routine's local variables.</summary>
    Stack,

    /// <summary>A driver's image.</summary>
    Image,
}
