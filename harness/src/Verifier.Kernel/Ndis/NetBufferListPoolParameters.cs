namespace Verifier.Kernel;

/// <summary>NET_BUFFER_LIST_POOL_PARAMETERS of revision 1, a view of 0x10 bytes; the object header's members are flattened.</summary>
[View(0x10, Public = ViewMembers.Bytes | ViewMembers.Constructor)]
public readonly partial struct NetBufferListPoolParameters
{
    private const byte NdisObjectTypeDefault = 0x80;

    /// <summary>fAllocateNetBuffer: each NET_BUFFER_LIST comes with a NET_BUFFER.</summary>
    [Field(0x05)] public partial bool AllocatesNetBuffer { get; }

    /// <summary>PoolTag.</summary>
    [Field(0x08)] public partial PoolTag PoolTag { get; }

    /// <summary>DataSize: bytes of data that come with each NET_BUFFER.</summary>
    [Field(0x0C)] public partial uint DataSize { get; }

    /// <summary>Fills in the header and the members; no preallocated data.</summary>
    public void Initialize(bool allocateNetBuffer, ushort contextSize, PoolTag poolTag)
    {
        Pointer.Write(0x00, NdisObjectTypeDefault);
        Pointer.Write(0x01, (byte)1);
        Pointer.Write(0x02, (ushort)Bytes);
        Pointer.Write(0x04, (byte)0);
        Pointer.Write(0x05, (byte)(allocateNetBuffer ? 1 : 0));
        Pointer.Write(0x06, contextSize);
        Pointer.Write(0x08, poolTag.Value);
        Pointer.Write(0x0C, 0U);
    }
}
