namespace Verifier.Kernel;

/// <summary>
/// The pool's own variables in the kernel's data section: the free-list heads of both pools, behind the kernel's own objects.
/// </summary>
internal static class PoolDescriptor
{
    /// <summary>A block has fewer units than this on every machine (an 8 KiB page has 512 units of 16 bytes).</summary>
    public const int MostUnits = 512;

    /// <summary>Bytes of one pool's list heads.</summary>
    public const int HeadBytes = MostUnits * 16;

    /// <summary>Bytes in all.</summary>
    public const int Bytes = 2 * HeadBytes;
}
