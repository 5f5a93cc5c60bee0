namespace Verifier.Kernel;

/// <summary>RTL_BITMAP, a view of 0x10 bytes in simulated memory: how many bits there are, and where.</summary>
public readonly struct RtlBitMap
{
    private const int BufferOffset = 0x08;

    /// <summary>The header at a place.</summary>
    public RtlBitMap(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>SizeOfBitMap: the number of bits.</summary>
    public uint SizeOfBitMap => Pointer.Read<uint>();

    /// <summary>Buffer: the bits, 32 to a word, the lowest first.</summary>
    public Pointer Buffer => Pointer.ReadPointer(BufferOffset);

    /// <summary>The address, as a DDI takes it.</summary>
    public static implicit operator ulong(RtlBitMap bitMap) => bitMap.Pointer.Address;
}
