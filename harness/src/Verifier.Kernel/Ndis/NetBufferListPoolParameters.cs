namespace Verifier.Kernel;

/// <summary>NET_BUFFER_LIST_POOL_PARAMETERS of revision 1, a view of 0x10 bytes; the object header's members are flattened.</summary>
public readonly struct NetBufferListPoolParameters
{
    /// <summary>NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1.</summary>
    public const int Bytes = 0x10;

    private const byte NdisObjectTypeDefault = 0x80;

    /// <summary>Views the structure at an address.</summary>
    public NetBufferListPoolParameters(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>fAllocateNetBuffer: each NET_BUFFER_LIST comes with a NET_BUFFER.</summary>
    public bool AllocatesNetBuffer => Pointer.Read<byte>(0x05) != 0;

    /// <summary>PoolTag.</summary>
    public PoolTag PoolTag => new(Pointer.Read<uint>(0x08));

    /// <summary>DataSize: bytes of data that come with each NET_BUFFER.</summary>
    public uint DataSize => Pointer.Read<uint>(0x0C);

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
