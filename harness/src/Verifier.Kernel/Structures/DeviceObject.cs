namespace Verifier.Kernel;

/// <summary>
/// DEVICE_OBJECT, a view of 0x150 bytes in simulated memory; its extension follows (harness/docs/facts/io.md#structure-layouts).
/// </summary>
[View(0x150, Public = ViewMembers.Constructor | ViewMembers.IsNull | ViewMembers.Equality)]
public readonly partial struct DeviceObject
{
    /// <summary>ReferenceCount: open handles and references by name.</summary>
    [Field(0x04)] public partial int ReferenceCount { get; internal set; }

    /// <summary>DriverObject: whose device it is.</summary>
    [Field(0x08)] public partial DriverObject DriverObject { get; internal set; }

    /// <summary>NextDevice: the driver's next older device object.</summary>
    [Field(0x10)] public partial DeviceObject NextDevice { get; internal set; }

    /// <summary>AttachedDevice: the device object above in the stack, or NULL.</summary>
    [Field(0x18)] public partial DeviceObject AttachedDevice { get; internal set; }

    /// <summary>CurrentIrp: what StartIo works on.</summary>
    [Field(0x20)] public partial Irp CurrentIrp { get; internal set; }

    /// <summary>Timer: the device's IO_TIMER, or NULL.</summary>
    [Field(0x28)] public partial Pointer Timer { get; internal set; }

    /// <summary>Flags.</summary>
    [Field(0x30)] public partial DEVICE_FLAGS Flags { get; set; }

    /// <summary>Characteristics.</summary>
    [Field(0x34)] public partial DEVICE_CHARACTERISTICS Characteristics { get; set; }

    /// <summary>DeviceExtension: the driver's own bytes, nonpaged, zeroed at creation; NULL when none were asked for.</summary>
    [Field(0x40)] public partial Pointer DeviceExtension { get; internal set; }

    /// <summary>DeviceType.</summary>
    [Field(0x48)] public partial FILE_DEVICE DeviceType { get; set; }

    /// <summary>StackSize: stack locations an IRP to this device needs.</summary>
    [Field(0x4C, As = typeof(sbyte))] public partial int StackSize { get; set; }

    /// <summary>AlignmentRequirement: a mask.</summary>
    [Field(0x98)] public partial uint AlignmentRequirement { get; set; }

    /// <summary>DeviceQueue: the KDEVICE_QUEUE of IoStartPacket.</summary>
    [Embedded(0xA0, 0x28)] public partial Pointer DeviceQueue { get; }

    /// <summary>Dpc: the KDPC of IoInitializeDpcRequest and IoRequestDpc.</summary>
    [Embedded(0xC8, 0x40)] public partial Pointer Dpc { get; }

    /// <summary>SectorSize, bytes.</summary>
    [Field(0x130)] public partial ushort SectorSize { get; set; }

    internal ulong Address => Pointer.Address;

    [Field(0x00)] internal partial IO_TYPE Type { get; set; }

    [Field(0x02)] internal partial ushort Size { get; set; }

    /// <summary>DeviceObjectExtension: the kernel's own part, a DEVOBJ_EXTENSION behind the driver's.</summary>
    [Field(0x138)] internal partial Pointer DeviceObjectExtension { get; set; }

}
