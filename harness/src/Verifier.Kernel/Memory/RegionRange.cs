namespace Verifier.Kernel;

/// <summary>A part of the region: offset and length in bytes.</summary>
internal readonly record struct RegionRange(long Offset, long Length)
{
    public ulong Address => RegionLayout.VirtualBase + (ulong)Offset;

    public ulong End => Address + (ulong)Length;

    public bool Contains(ulong address) => address - Address < (ulong)Length;
}
