namespace Verifier.Kernel;

/// <summary>DRIVER_OBJECT, a view of 0x150 bytes in simulated memory (harness/docs/facts/io.md#structure-layouts).</summary>
[View(0x150, Public = ViewMembers.IsNull)]
public readonly partial struct DriverObject
{
    internal const int MajorFunctionOffset = 0x70;

    /// <summary>DeviceObject: the driver's youngest device object, or NULL.</summary>
    [Field(0x08)] public partial DeviceObject DeviceObject { get; internal set; }

    /// <summary>Flags: what the I/O manager knows of the driver.</summary>
    [Field(0x10)] public partial DRIVER_FLAGS Flags { get; internal set; }

    /// <summary>DriverStart: where the image begins.</summary>
    [Field(0x18)] public partial Pointer DriverStart { get; internal set; }

    /// <summary>DriverSize: bytes of the image.</summary>
    [Field(0x20)] public partial uint DriverSize { get; internal set; }

    /// <summary>DriverExtension, which holds AddDevice.</summary>
    [Field(0x30)] public partial Pointer DriverExtension { get; internal set; }

    /// <summary>DriverName: <c>\Driver\</c> and the service name.</summary>
    [Embedded(0x38)] public partial UnicodeString DriverName { get; }

    /// <summary>HardwareDatabase: the registry path of what is known about the hardware; to be read only.</summary>
    [Field(0x48)] public partial UnicodeString HardwareDatabase { get; internal set; }

    /// <summary>DriverExtension-&gt;ServiceKeyName: the name of the driver's key below Services.</summary>
    public UnicodeString ServiceKeyName => new(DriverExtension + 0x18);

    /// <summary>DriverInit: the address of DriverEntry.</summary>
    [Field(0x58)] public partial Pointer DriverInit { get; internal set; }

    /// <summary>MajorFunction[<paramref name="major"/>]: the routine for one IRP_MJ code.</summary>
    public Pointer GetMajorFunction(IRP_MJ major) => Pointer.ReadPointer(MajorFunctionOffset + (8 * (int)major));

    internal ulong Address => Pointer.Address;

    [Field(0x00)] internal partial IO_TYPE Type { get; set; }

    [Field(0x02)] internal partial short Size { get; set; }

    [Field(0x60)] internal partial ulong DriverStartIo { get; }

    [Field(0x68)] internal partial ulong DriverUnload { get; }

    internal ulong AddDevice => DriverExtension.Read<ulong>(0x08);
}
