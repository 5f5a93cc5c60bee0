namespace Verifier.Kernel;

/// <summary>DEVICE_OBJECT, a view of 0x150 bytes in simulated memory; its extension follows (facts/wdm-io.md §7).</summary>
public readonly struct DeviceObject : IEquatable<DeviceObject>
{
    internal const int Bytes = 0x150;

    internal DeviceObject(Ntoskrnl driver, ulong address) => Pointer = driver.At(address);

    internal DeviceObject(Machine machine, ulong address) => Pointer = new Pointer(machine, address);

    /// <summary>The DEVICE_OBJECT at a place.</summary>
    public DeviceObject(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it the NULL pointer?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>ReferenceCount: open handles and references by name.</summary>
    public int ReferenceCount
    {
        get => Pointer.Read<int>(0x04);
        internal set => Pointer.Write(0x04, value);
    }

    /// <summary>DriverObject: whose device it is.</summary>
    public DriverObject DriverObject => new(Pointer.ReadPointer(0x08));

    /// <summary>NextDevice: the driver's next older device object.</summary>
    public DeviceObject NextDevice
    {
        get => new(Pointer.ReadPointer(0x10));
        internal set => Pointer.WritePointer(0x10, value.Pointer);
    }

    /// <summary>AttachedDevice: the device object above in the stack, or NULL.</summary>
    public DeviceObject AttachedDevice
    {
        get => new(Pointer.ReadPointer(0x18));
        internal set => Pointer.WritePointer(0x18, value.Pointer);
    }

    /// <summary>CurrentIrp: what StartIo works on.</summary>
    public Irp CurrentIrp
    {
        get => new(Pointer.Machine!, Pointer.Read<ulong>(0x20));
        internal set => Pointer.WritePointer(0x20, value.Pointer);
    }

    /// <summary>Timer: the device's IO_TIMER, or NULL.</summary>
    public Pointer Timer
    {
        get => Pointer.ReadPointer(0x28);
        internal set => Pointer.WritePointer(0x28, value);
    }

    /// <summary>Flags.</summary>
    public DEVICE_FLAGS Flags
    {
        get => (DEVICE_FLAGS)Pointer.Read<uint>(0x30);
        set => Pointer.Write(0x30, (uint)value);
    }

    /// <summary>Characteristics.</summary>
    public DEVICE_CHARACTERISTICS Characteristics
    {
        get => (DEVICE_CHARACTERISTICS)Pointer.Read<uint>(0x34);
        set => Pointer.Write(0x34, (uint)value);
    }

    /// <summary>DeviceExtension: the driver's own bytes, nonpaged, zeroed at creation; NULL when none were asked for.</summary>
    public Pointer DeviceExtension => Pointer.ReadPointer(0x40);

    /// <summary>DeviceType.</summary>
    public FILE_DEVICE DeviceType
    {
        get => (FILE_DEVICE)Pointer.Read<uint>(0x48);
        set => Pointer.Write(0x48, (uint)value);
    }

    /// <summary>StackSize: stack locations an IRP to this device needs.</summary>
    public int StackSize
    {
        get => Pointer.Read<sbyte>(0x4C);
        set => Pointer.Write(0x4C, (sbyte)value);
    }

    /// <summary>AlignmentRequirement: a mask.</summary>
    public uint AlignmentRequirement
    {
        get => Pointer.Read<uint>(0x98);
        set => Pointer.Write(0x98, value);
    }

    /// <summary>DeviceQueue: the KDEVICE_QUEUE of IoStartPacket.</summary>
    public Pointer DeviceQueue => Pointer + 0xA0;

    /// <summary>Dpc: the KDPC of IoInitializeDpcRequest and IoRequestDpc.</summary>
    public Pointer Dpc => Pointer + 0xC8;

    /// <summary>SectorSize, bytes.</summary>
    public ushort SectorSize
    {
        get => Pointer.Read<ushort>(0x130);
        set => Pointer.Write(0x130, value);
    }

    internal ulong Address => Pointer.Address;

    /// <summary>Same address.</summary>
    public static bool operator ==(DeviceObject left, DeviceObject right) => left.Pointer == right.Pointer;

    /// <summary>Another address.</summary>
    public static bool operator !=(DeviceObject left, DeviceObject right) => left.Pointer != right.Pointer;

    /// <inheritdoc/>
    public bool Equals(DeviceObject other) => Pointer == other.Pointer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DeviceObject other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Pointer.GetHashCode();
}
