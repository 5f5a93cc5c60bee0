namespace Verifier.Kernel;

/// <summary>RTL_BITMAP, a view of 0x10 bytes in simulated memory: how many bits there are, and where.</summary>
[View(0x10, Public = ViewMembers.Constructor)]
public readonly partial struct RtlBitMap
{
    /// <summary>SizeOfBitMap: the number of bits.</summary>
    [Field(0x00)] public partial uint SizeOfBitMap { get; }

    /// <summary>Buffer: the bits, 32 to a word, the lowest first.</summary>
    [Field(0x08)] public partial Pointer Buffer { get; }

    /// <summary>The address, as a DDI takes it.</summary>
    public static implicit operator ulong(RtlBitMap bitMap) => bitMap.Pointer.Address;
}
