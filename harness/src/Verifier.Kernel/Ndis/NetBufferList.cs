namespace Verifier.Kernel;

/// <summary>NET_BUFFER_LIST, a view (ndis.h of NDIS 6, x64): one packet, here always with one NET_BUFFER.</summary>
public readonly struct NetBufferList
{
    internal const ulong Bytes = 0x170;
    internal const ulong FirstNetBufferOffset = 0x08;
    internal const ulong PoolHandleOffset = 0x20;

    /// <summary>The NET_BUFFER_LIST at a place.</summary>
    public NetBufferList(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it NULL?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>NET_BUFFER_LIST_NEXT_NBL: the next one of a chain.</summary>
    public NetBufferList Next
    {
        get => new(Pointer.ReadPointer(0x00));
        set => Pointer.WritePointer(0x00, value.Pointer);
    }

    /// <summary>NET_BUFFER_LIST_FIRST_NB.</summary>
    public NetBuffer FirstNetBuffer => new(Pointer.ReadPointer((long)FirstNetBufferOffset));

    /// <summary>NET_BUFFER_LIST_MINIPORT_RESERVED[0]: the miniport's own.</summary>
    public Pointer MiniportReserved
    {
        get => Pointer.ReadPointer(0x60);
        set => Pointer.WritePointer(0x60, value);
    }

    /// <summary>NET_BUFFER_LIST_STATUS: an NDIS_STATUS, which has NTSTATUS's values.</summary>
    public NTSTATUS Status
    {
        get => new(Pointer.Read<uint>(0x8C));
        set => Pointer.Write(0x8C, value.Value);
    }
}

/// <summary>NET_BUFFER, a view (ndis.h of NDIS 6, x64): data of one packet in an MDL chain.</summary>
public readonly struct NetBuffer
{
    internal const ulong Bytes = 0xC0;
    internal const ulong CurrentMdlOffset = 0x08;
    internal const ulong CurrentMdlOffsetOffset = 0x10;
    internal const ulong DataLengthOffset = 0x18;
    internal const ulong MdlChainOffset = 0x20;
    internal const ulong DataOffsetOffset = 0x28;

    internal NetBuffer(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>NET_BUFFER_CURRENT_MDL.</summary>
    public Mdl CurrentMdl => new(Pointer.ReadPointer((long)CurrentMdlOffset));

    /// <summary>NET_BUFFER_FIRST_MDL.</summary>
    public Mdl MdlChain => new(Pointer.ReadPointer((long)MdlChainOffset));

    /// <summary>NET_BUFFER_DATA_LENGTH: bytes of the packet.</summary>
    public uint DataLength
    {
        get => Pointer.Read<uint>((long)DataLengthOffset);
        set => Pointer.Write((long)DataLengthOffset, value);
    }

    /// <summary>NET_BUFFER_DATA_OFFSET: bytes before the data in the MDL chain.</summary>
    public uint DataOffset => Pointer.Read<uint>((long)DataOffsetOffset);
}
