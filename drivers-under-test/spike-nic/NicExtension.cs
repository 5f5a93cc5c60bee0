using Verifier.Drivers.InterruptDevice;
using Verifier.Kernel;

namespace Verifier.Drivers.SpikeNic;

/// <summary>The adapter's own part of the device extension.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct NicExtension(Pointer Pointer)
{
    /// <summary>sizeof(NIC_EXTENSION).</summary>
    public const uint Bytes = 0x50;

    /// <summary>KSPIN_LOCK that guards the queue, the reserve and the statistics.</summary>
    public Pointer Lock => Pointer;

    /// <summary>NDIS_HANDLE: a generic object.</summary>
    public Pointer NdisHandle
    {
        get => Pointer.ReadPointer(0x08);
        set => Pointer.WritePointer(0x08, value);
    }

    /// <summary>NDIS_HANDLE: the pool of NET_BUFFER_LISTs.</summary>
    public Pointer ListPool
    {
        get => Pointer.ReadPointer(0x10);
        set => Pointer.WritePointer(0x10, value);
    }

    /// <summary>The received frames, oldest first.</summary>
    public FrameQueue Received => new(Pointer + 0x18);

    /// <summary>Frames kept for the time when there is no memory.</summary>
    public FrameQueue Reserve => new(Pointer + 0x30);

    /// <summary>ULONG: frames that were queued.</summary>
    public uint FramesReceived
    {
        get => Pointer.Read<uint>(0x48);
        set => Pointer.Write(0x48, value);
    }

    /// <summary>ULONG: frames that were dropped.</summary>
    public uint FramesDropped
    {
        get => Pointer.Read<uint>(0x4C);
        set => Pointer.Write(0x4C, value);
    }

    /// <summary>The adapter's part of a device extension.</summary>
    public static NicExtension Of(InterruptExtension extension) => new(extension.Own);
}

/// <summary>A frame's descriptor, <see cref="Bytes"/> bytes of nonpaged pool: link, NET_BUFFER_LIST, memory.</summary>
/// <param name="Pointer">The address of the descriptor.</param>
public readonly record struct Frame(Pointer Pointer)
{
    /// <summary>sizeof(FRAME).</summary>
    public const uint Bytes = 0x18;

    /// <summary>True if it is the NULL pointer.</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>PFRAME: the next one of a queue.</summary>
    public Frame Next
    {
        get => new(Pointer.ReadPointer());
        set => Pointer.WritePointer(0, value.Pointer);
    }

    /// <summary>PNET_BUFFER_LIST.</summary>
    public NetBufferList List
    {
        get => new(Pointer.ReadPointer(0x08));
        set => Pointer.WritePointer(0x08, value.Pointer);
    }

    /// <summary>PVOID: the bytes of the frame.</summary>
    public Pointer Memory
    {
        get => Pointer.ReadPointer(0x10);
        set => Pointer.WritePointer(0x10, value);
    }
}

/// <summary>A queue of frames with its length; the lock is held at each access.</summary>
/// <param name="Pointer">The address of the queue.</param>
public readonly record struct FrameQueue(Pointer Pointer)
{
    /// <summary>ULONG: frames in the queue.</summary>
    public uint Count
    {
        get => Pointer.Read<uint>(0x10);
        private set => Pointer.Write(0x10, value);
    }

    private Frame Head
    {
        get => new(Pointer.ReadPointer());
        set => Pointer.WritePointer(0, value.Pointer);
    }

    private Frame Tail
    {
        get => new(Pointer.ReadPointer(0x08));
        set => Pointer.WritePointer(0x08, value.Pointer);
    }

    /// <summary>Appends a frame.</summary>
    public void Append(Frame frame)
    {
        frame.Next = default;
        if (Count == 0)
        {
            Head = frame;
        }
        else
        {
            var tail = Tail;
            tail.Next = frame;
        }

        Tail = frame;
        Count++;
    }

    /// <summary>Takes the first frame; a NULL one when there is none.</summary>
    public Frame Take()
    {
        if (Count == 0)
        {
            return default;
        }

        var frame = Head;
        Head = frame.Next;
        Count--;
        return frame;
    }
}
