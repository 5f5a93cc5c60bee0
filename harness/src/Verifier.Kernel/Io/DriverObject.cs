namespace Verifier.Kernel;

/// <summary>DRIVER_OBJECT, a view of 0x150 bytes in simulated memory (facts/wdm-io.md §7).</summary>
public readonly struct DriverObject
{
    internal const int Bytes = 0x150;
    internal const int MajorFunctionOffset = 0x70;

    internal DriverObject(Ntoskrnl driver, ulong address) => Pointer = driver.At(address);

    internal DriverObject(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it the NULL pointer?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>DeviceObject: the driver's youngest device object, or NULL.</summary>
    public DeviceObject DeviceObject => new(Pointer.ReadPointer(0x08));

    /// <summary>Flags: what the I/O manager knows of the driver.</summary>
    public DRIVER_FLAGS Flags
    {
        get => (DRIVER_FLAGS)Pointer.Read<uint>(0x10);
        internal set => Pointer.Write(0x10, (uint)value);
    }

    /// <summary>DriverStart: where the image begins.</summary>
    public Pointer DriverStart => Pointer.ReadPointer(0x18);

    /// <summary>DriverSize: bytes of the image.</summary>
    public uint DriverSize => Pointer.Read<uint>(0x20);

    /// <summary>DriverExtension, which holds AddDevice.</summary>
    public Pointer DriverExtension => Pointer.ReadPointer(0x30);

    /// <summary>DriverName: <c>\Driver\</c> and the service name.</summary>
    public UnicodeString DriverName => new(Pointer + 0x38);

    /// <summary>HardwareDatabase: the registry path of what is known about the hardware; to be read only.</summary>
    public UnicodeString HardwareDatabase => new(Pointer.ReadPointer(0x48));

    /// <summary>DriverExtension-&gt;ServiceKeyName: the name of the driver's key below Services.</summary>
    public UnicodeString ServiceKeyName => new(DriverExtension + 0x18);

    /// <summary>DriverInit: the address of DriverEntry.</summary>
    public Pointer DriverInit => Pointer.ReadPointer(0x58);

    /// <summary>MajorFunction[<paramref name="major"/>]: the routine for one IRP_MJ code.</summary>
    public Pointer GetMajorFunction(IRP_MJ major) => Pointer.ReadPointer(MajorFunctionOffset + (8 * (int)major));

    /// <summary>Sets MajorFunction[<paramref name="major"/>]: the routine for one IRP_MJ code.</summary>
    public void SetMajorFunction(IRP_MJ major, DRIVER_DISPATCH? routine) =>
        Pointer.Write(MajorFunctionOffset + (8 * (int)major), Owner.AddressOf(routine));

    /// <summary>Sets DriverUnload.</summary>
    public void SetDriverUnload(DRIVER_UNLOAD? routine) => Pointer.Write(0x68, Owner.AddressOf(routine));

    /// <summary>Sets DriverStartIo.</summary>
    public void SetDriverStartIo(DRIVER_STARTIO? routine) => Pointer.Write(0x60, Owner.AddressOf(routine));

    /// <summary>Sets DriverExtension-&gt;AddDevice.</summary>
    public void SetAddDevice(DRIVER_ADD_DEVICE? routine) => DriverExtension.Write(0x08, Owner.AddressOf(routine));

    internal ulong Address => Pointer.Address;

    internal ulong DriverUnload => Pointer.Read<ulong>(0x68);

    internal ulong DriverStartIo => Pointer.Read<ulong>(0x60);

    internal ulong AddDevice => DriverExtension.Read<ulong>(0x08);

    /// <summary>The model whose routines the object's pointers are: a delegate gets its address in that driver's image.</summary>
    private DriverModel Owner => Pointer.Machine?.Io.ModelOf(Pointer.Address)
        ?? throw new InvalidOperationException("Routines can be set on the driver object of a loaded model only.");
}
