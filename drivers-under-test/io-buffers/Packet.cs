using Verifier.Kernel;

namespace Verifier.Drivers.IoBuffers;

/// <summary>A packet that waits: LIST_ENTRY, where its data is (one piece or two), the data. A typed view over its bytes.</summary>
/// <param name="Pointer">The address of the packet; also that of its LIST_ENTRY.</param>
public readonly record struct Packet(Pointer Pointer)
{
    /// <summary>FIELD_OFFSET(PACKET, Data).</summary>
    public const uint HeaderBytes = 0x18;

    /// <summary>Bytes of data that each packet has room for.</summary>
    public const uint DataBytes = TotalBytes - HeaderBytes;

    /// <summary>Bytes of a packet: 5 KB.</summary>
    public const uint TotalBytes = 5 * 1024;

    /// <summary>The second piece of a packet in two, or NULL.</summary>
    public Pointer Rest
    {
        get => Pointer.ReadPointer(0x10);
        set => Pointer.WritePointer(0x10, value);
    }

    /// <summary>The data, or its beginning.</summary>
    public Pointer Data => Pointer + HeaderBytes;
}
