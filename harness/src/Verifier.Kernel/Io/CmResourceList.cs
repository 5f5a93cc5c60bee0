namespace Verifier.Kernel;

/// <summary>
/// CM_RESOURCE_LIST with one full descriptor, a view: what START_DEVICE hands out. It is gone when the IRP completes.
/// </summary>
public readonly struct CmResourceList
{
    internal const int HeaderBytes = 0x14;

    internal CmResourceList(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it the NULL pointer?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>List[0].PartialResourceList.Count.</summary>
    public int Count
    {
        get => Pointer.Read<int>(0x10);
        internal set => Pointer.Write(0x10, value);
    }

    /// <summary>List[0].PartialResourceList.PartialDescriptors[<paramref name="index"/>].</summary>
    public CmPartialResourceDescriptor this[int index] => new(Pointer + HeaderBytes + (index * CmPartialResourceDescriptor.Bytes));
}

/// <summary>CM_PARTIAL_RESOURCE_DESCRIPTOR, a view of 0x14 bytes (facts/wdm-io.md §7); the union's members are flattened.</summary>
public readonly struct CmPartialResourceDescriptor
{
    internal const int Bytes = 0x14;

    internal CmPartialResourceDescriptor(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Type: what kind of resource.</summary>
    public CM_RESOURCE_TYPE Type
    {
        get => (CM_RESOURCE_TYPE)Pointer.Read<byte>(0x00);
        internal set => Pointer.Write(0x00, (byte)value);
    }

    /// <summary>Flags of that kind: for interrupts 1 means latched.</summary>
    public ushort Flags
    {
        get => Pointer.Read<ushort>(0x02);
        internal set => Pointer.Write(0x02, value);
    }

    /// <summary>u.Port.Start or u.Memory.Start: a physical address.</summary>
    public ulong Start
    {
        get => Pointer.Read<ulong>(0x04);
        internal set => Pointer.Write(0x04, value);
    }

    /// <summary>u.Port.Length or u.Memory.Length, bytes.</summary>
    public uint Length
    {
        get => Pointer.Read<uint>(0x0C);
        internal set => Pointer.Write(0x0C, value);
    }

    /// <summary>u.Interrupt.Level: the DIRQL when translated.</summary>
    public uint Level
    {
        get => Pointer.Read<uint>(0x04);
        internal set => Pointer.Write(0x04, value);
    }

    /// <summary>u.Interrupt.Vector.</summary>
    public uint Vector
    {
        get => Pointer.Read<uint>(0x08);
        internal set => Pointer.Write(0x08, value);
    }

    /// <summary>u.Interrupt.Affinity.</summary>
    public ulong Affinity
    {
        get => Pointer.Read<ulong>(0x0C);
        internal set => Pointer.Write(0x0C, value);
    }
}

/// <summary>CmResourceTypeXxx.</summary>
public enum CM_RESOURCE_TYPE : byte
{
    /// <summary>Reserved.</summary>
    CmResourceTypeNull = 0,

    /// <summary>I/O ports.</summary>
    CmResourceTypePort = 1,

    /// <summary>An interrupt line.</summary>
    CmResourceTypeInterrupt = 2,

    /// <summary>Physical addresses of device registers.</summary>
    CmResourceTypeMemory = 3,
}
