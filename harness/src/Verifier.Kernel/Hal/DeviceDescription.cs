namespace Verifier.Kernel;

/// <summary>
/// DEVICE_DESCRIPTION, a view of 0x28 bytes of the driver's own memory: what its device can do, for IoGetDmaAdapter. Layout of the public
/// headers, versions 0 to 2.
/// </summary>
public readonly struct DeviceDescription
{
    /// <summary>sizeof(DEVICE_DESCRIPTION).</summary>
    public const int Bytes = 0x28;

    /// <summary>A description at an address, zeroed or not as the memory is.</summary>
    public DeviceDescription(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Version of the structure.</summary>
    public uint Version
    {
        get => Pointer.Read<uint>();
        set => Pointer.Write(0, value);
    }

    /// <summary>The device masters the bus.</summary>
    public bool Master
    {
        get => Flag(4);
        set => SetFlag(4, value);
    }

    /// <summary>The device can transfer several separate ranges at one time.</summary>
    public bool ScatterGather
    {
        get => Flag(5);
        set => SetFlag(5, value);
    }

    /// <summary>The device has 32 address lines.</summary>
    public bool Dma32BitAddresses
    {
        get => Flag(8);
        set => SetFlag(8, value);
    }

    /// <summary>The device has 64 address lines.</summary>
    public bool Dma64BitAddresses
    {
        get => Flag(0xB);
        set => SetFlag(0xB, value);
    }

    /// <summary>INTERFACE_TYPE of the bus.</summary>
    public uint InterfaceType
    {
        get => Pointer.Read<uint>(0x14);
        set => Pointer.Write(0x14, value);
    }

    /// <summary>The longest transfer, in bytes.</summary>
    public uint MaximumLength
    {
        get => Pointer.Read<uint>(0x20);
        set => Pointer.Write(0x20, value);
    }

    private bool Flag(long offset) => Pointer.Read<byte>(offset) != 0;

    private void SetFlag(long offset, bool value) => Pointer.Write(offset, value ? (byte)1 : (byte)0);
}
