namespace Verifier.Kernel;

/// <summary>FILE_OBJECT, a view of 0xD8 bytes in simulated memory: one open instance of a device (facts/wdm-io.md §7).</summary>
public readonly struct FileObject
{
    internal const int Bytes = 0xD8;

    internal FileObject(Machine machine, ulong address) => Pointer = new Pointer(machine, address);

    internal FileObject(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it the NULL pointer?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>DeviceObject: what the name stood for, which need not be the top of its stack.</summary>
    public DeviceObject DeviceObject
    {
        get => new(Pointer.ReadPointer(0x08));
        internal set => Pointer.WritePointer(0x08, value.Pointer);
    }

    /// <summary>FsContext: the driver's own.</summary>
    public Pointer FsContext
    {
        get => Pointer.ReadPointer(0x18);
        set => Pointer.WritePointer(0x18, value);
    }

    /// <summary>FsContext2: the driver's own.</summary>
    public Pointer FsContext2
    {
        get => Pointer.ReadPointer(0x20);
        set => Pointer.WritePointer(0x20, value);
    }

    /// <summary>Flags.</summary>
    public uint Flags
    {
        get => Pointer.Read<uint>(0x50);
        set => Pointer.Write(0x50, value);
    }

    /// <summary>FileName: what stood behind the device's name, empty for the device itself.</summary>
    public UnicodeString FileName => new(Pointer + 0x58);

    /// <summary>CurrentByteOffset.</summary>
    public long CurrentByteOffset
    {
        get => Pointer.Read<long>(0x68);
        set => Pointer.Write(0x68, value);
    }

    internal ulong Address => Pointer.Address;
}
