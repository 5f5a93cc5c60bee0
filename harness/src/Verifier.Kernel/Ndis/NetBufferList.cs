namespace Verifier.Kernel;

/// <summary>NET_BUFFER_LIST, a view (ndis.h of NDIS 6, x64): one packet, here always with one NET_BUFFER.</summary>
[View(0x170, Public = ViewMembers.Constructor | ViewMembers.IsNull)]
public readonly partial struct NetBufferList
{
    /// <summary>NET_BUFFER_LIST_NEXT_NBL: the next one of a chain.</summary>
    [Field(0x00)] public partial NetBufferList Next { get; set; }

    /// <summary>NET_BUFFER_LIST_FIRST_NB.</summary>
    [Field(0x08)] public partial NetBuffer FirstNetBuffer { get; internal set; }

    /// <summary>NET_BUFFER_LIST_MINIPORT_RESERVED[0]: the miniport's own.</summary>
    [Field(0x60)] public partial Pointer MiniportReserved { get; set; }

    /// <summary>NET_BUFFER_LIST_STATUS: an NDIS_STATUS, which has NTSTATUS's values.</summary>
    [Field(0x8C)] public partial NTSTATUS Status { get; set; }

    [Field(0x20)] internal partial ulong PoolHandle { get; set; }
}

/// <summary>NET_BUFFER, a view (ndis.h of NDIS 6, x64): data of one packet in an MDL chain.</summary>
[View(0xC0)]
[Union(0x18, 8)]
public readonly partial struct NetBuffer
{
    /// <summary>NET_BUFFER_CURRENT_MDL.</summary>
    [Field(0x08)] public partial Mdl CurrentMdl { get; internal set; }

    /// <summary>NET_BUFFER_FIRST_MDL.</summary>
    [Field(0x20)] public partial Mdl MdlChain { get; internal set; }

    /// <summary>NET_BUFFER_DATA_LENGTH: bytes of the packet.</summary>
    [Field(0x18)] public partial uint DataLength { get; set; }

    /// <summary>NET_BUFFER_DATA_OFFSET: bytes before the data in the MDL chain.</summary>
    [Field(0x28)] public partial uint DataOffset { get; internal set; }

    [Field(0x10)] internal partial uint CurrentMdlOffset { get; set; }

    /// <summary>stDataLength: <see cref="DataLength"/> as a SIZE_T.</summary>
    [Field(0x18)] internal partial ulong LongDataLength { get; set; }
}
