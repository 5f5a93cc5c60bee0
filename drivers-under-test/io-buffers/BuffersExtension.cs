using Verifier.Kernel;

namespace Verifier.Drivers.IoBuffers;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct BuffersExtension(Pointer Pointer)
{
    /// <summary>sizeof(BUFFERS_EXTENSION).</summary>
    public const uint Bytes = 0x58;

    /// <summary>KSPIN_LOCK that guards the queue of packets.</summary>
    public Pointer Lock => Pointer;

    /// <summary>LIST_ENTRY: the head of the packets that wait to be sent.</summary>
    public Pointer Packets => Pointer + 0x08;

    /// <summary>Packets in the queue.</summary>
    public uint Count
    {
        get => Pointer.Read<uint>(0x18);
        set => Pointer.Write(0x18, value);
    }

    /// <summary>Command ring, noncached because the device polls it; or NULL.</summary>
    public Pointer Ring
    {
        get => Pointer.ReadPointer(0x20);
        set => Pointer.WritePointer(0x20, value);
    }

    /// <summary>Frame store, physically contiguous below 16 MB; or NULL.</summary>
    public Pointer Frames
    {
        get => Pointer.ReadPointer(0x28);
        set => Pointer.WritePointer(0x28, value);
    }

    /// <summary>The bus master adapter, or NULL.</summary>
    public DmaAdapter Adapter
    {
        get => new(Pointer.ReadPointer(0x30));
        set => Pointer.WritePointer(0x30, value.Pointer);
    }

    /// <summary>Descriptors that processor and device share: a common buffer, or NULL.</summary>
    public Pointer Descriptors
    {
        get => Pointer.ReadPointer(0x38);
        set => Pointer.WritePointer(0x38, value);
    }

    /// <summary>The descriptors' address as the device sees it.</summary>
    public ulong DescriptorsLogical
    {
        get => Pointer.Read<ulong>(0x40);
        set => Pointer.Write(0x40, value);
    }

    /// <summary>Statistics, in nonpaged pool; or NULL.</summary>
    public Pointer Statistics
    {
        get => Pointer.ReadPointer(0x48);
        set => Pointer.WritePointer(0x48, value);
    }
}
