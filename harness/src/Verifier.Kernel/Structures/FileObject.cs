namespace Verifier.Kernel;

/// <summary>
/// FILE_OBJECT, a view of 0xD8 bytes in simulated memory: one open instance of a device (harness/docs/facts/io.md#structure-layouts).
/// </summary>
[View(0xD8, Public = ViewMembers.IsNull)]
public readonly partial struct FileObject
{
    /// <summary>DeviceObject: what the name stood for, which need not be the top of its stack.</summary>
    [Field(0x08)] public partial DeviceObject DeviceObject { get; internal set; }

    /// <summary>FsContext: the driver's own.</summary>
    [Field(0x18)] public partial Pointer FsContext { get; set; }

    /// <summary>FsContext2: the driver's own.</summary>
    [Field(0x20)] public partial Pointer FsContext2 { get; set; }

    /// <summary>Flags.</summary>
    [Field(0x50)] public partial uint Flags { get; set; }

    /// <summary>FileName: what stood behind the device's name, empty for the device itself.</summary>
    [Embedded(0x58)] public partial UnicodeString FileName { get; }

    /// <summary>CurrentByteOffset.</summary>
    [Field(0x68)] public partial long CurrentByteOffset { get; set; }

    internal ulong Address => Pointer.Address;

    [Field(0x00)] internal partial IO_TYPE Type { get; set; }

    [Field(0x02)] internal partial short Size { get; set; }

    /// <summary>Event: signalled when an operation of the file is complete.</summary>
    [Embedded(0x98)] internal partial DispatcherHeader Event { get; }
}
