namespace Verifier.Kernel;

/// <summary>
/// CM_RESOURCE_LIST with one full descriptor, a view: what START_DEVICE hands out. It is gone when the IRP completes.
/// </summary>
[View(0x14, Public = ViewMembers.IsNull)]
public readonly partial struct CmResourceList
{
    /// <summary>List[0].PartialResourceList.Count.</summary>
    [Field(0x10)] public partial int Count { get; internal set; }

    /// <summary>List[0].PartialResourceList.PartialDescriptors[<paramref name="index"/>].</summary>
    public CmPartialResourceDescriptor this[int index] => new(Pointer + Bytes + (index * CmPartialResourceDescriptor.Bytes));
}

/// <summary>
/// CM_PARTIAL_RESOURCE_DESCRIPTOR, a view of 0x14 bytes (harness/docs/facts/io.md#structure-layouts); the union's members are flattened.
/// </summary>
[View(0x14)]
[Union(0x04, 0x10)]
public readonly partial struct CmPartialResourceDescriptor
{
    /// <summary>Type: what kind of resource.</summary>
    [Field(0x00)] public partial CM_RESOURCE_TYPE Type { get; internal set; }

    /// <summary>Flags of that kind: for interrupts 1 means latched.</summary>
    [Field(0x02)] public partial ushort Flags { get; internal set; }

    /// <summary>u.Port.Start or u.Memory.Start: a physical address.</summary>
    [Field(0x04)] public partial ulong Start { get; internal set; }

    /// <summary>u.Port.Length or u.Memory.Length, bytes.</summary>
    [Field(0x0C)] public partial uint Length { get; internal set; }

    /// <summary>u.Interrupt.Level: the DIRQL when translated.</summary>
    [Field(0x04)] public partial uint Level { get; internal set; }

    /// <summary>u.Interrupt.Vector.</summary>
    [Field(0x08)] public partial uint Vector { get; internal set; }

    /// <summary>u.Interrupt.Affinity.</summary>
    [Field(0x0C)] public partial ulong Affinity { get; internal set; }
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
