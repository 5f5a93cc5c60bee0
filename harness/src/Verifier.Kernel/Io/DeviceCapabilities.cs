namespace Verifier.Kernel;

/// <summary>DEVICE_CAPABILITIES, a view of 0x40 bytes (facts/wdm-io.md §7): filled by the bus driver, amended on the way up.</summary>
public readonly struct DeviceCapabilities
{
    internal const int Bytes = 0x40;
    internal const uint Unset = uint.MaxValue;

    internal DeviceCapabilities(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Size in bytes, set by the sender.</summary>
    public ushort Size
    {
        get => Pointer.Read<ushort>(0x00);
        set => Pointer.Write(0x00, value);
    }

    /// <summary>Version, set by the sender to 1.</summary>
    public ushort Version
    {
        get => Pointer.Read<ushort>(0x02);
        set => Pointer.Write(0x02, value);
    }

    /// <summary>The bit fields (DeviceD1, Removable, SurpriseRemovalOK …).</summary>
    public uint Bits
    {
        get => Pointer.Read<uint>(0x04);
        set => Pointer.Write(0x04, value);
    }

    /// <summary>Address, −1 when the bus has none.</summary>
    public uint Address
    {
        get => Pointer.Read<uint>(0x08);
        set => Pointer.Write(0x08, value);
    }

    /// <summary>UINumber, −1 when there is none.</summary>
    public uint UINumber
    {
        get => Pointer.Read<uint>(0x0C);
        set => Pointer.Write(0x0C, value);
    }

    /// <summary>SystemWake: the lowest system state the device can wake from.</summary>
    public SYSTEM_POWER_STATE SystemWake
    {
        get => (SYSTEM_POWER_STATE)Pointer.Read<uint>(0x2C);
        set => Pointer.Write(0x2C, (uint)value);
    }

    /// <summary>DeviceWake: the lowest device state the device can wake from.</summary>
    public DEVICE_POWER_STATE DeviceWake
    {
        get => (DEVICE_POWER_STATE)Pointer.Read<uint>(0x30);
        set => Pointer.Write(0x30, (uint)value);
    }

    /// <summary>DeviceState[<paramref name="system"/>]: the highest device state in a system state.</summary>
    public DEVICE_POWER_STATE GetDeviceState(SYSTEM_POWER_STATE system) => (DEVICE_POWER_STATE)Pointer.Read<uint>(0x10 + (4 * (int)system));

    /// <summary>Sets DeviceState[<paramref name="system"/>].</summary>
    public void SetDeviceState(SYSTEM_POWER_STATE system, DEVICE_POWER_STATE state) => Pointer.Write(0x10 + (4 * (int)system), (uint)state);
}
