namespace Verifier.Kernel;

/// <summary>
/// DEVICE_CAPABILITIES, a view of 0x40 bytes (harness/docs/facts/io.md#structure-layouts): filled by the bus driver, amended on the way up.
/// </summary>
[View(0x40)]
public readonly partial struct DeviceCapabilities
{
    internal const uint Unset = uint.MaxValue;

    /// <summary>Size in bytes, set by the sender.</summary>
    [Field(0x00)] public partial ushort Size { get; set; }

    /// <summary>Version, set by the sender to 1.</summary>
    [Field(0x02)] public partial ushort Version { get; set; }

    /// <summary>The bit fields (DeviceD1, Removable, SurpriseRemovalOK …).</summary>
    [Field(0x04)] public partial uint Bits { get; set; }

    /// <summary>Address, −1 when the bus has none.</summary>
    [Field(0x08)] public partial uint Address { get; set; }

    /// <summary>UINumber, −1 when there is none.</summary>
    [Field(0x0C)] public partial uint UINumber { get; set; }

    /// <summary>SystemWake: the lowest system state the device can wake from.</summary>
    [Field(0x2C)] public partial SYSTEM_POWER_STATE SystemWake { get; set; }

    /// <summary>DeviceWake: the lowest device state the device can wake from.</summary>
    [Field(0x30)] public partial DEVICE_POWER_STATE DeviceWake { get; set; }

    /// <summary>DeviceState[<paramref name="system"/>]: the highest device state in a system state.</summary>
    public DEVICE_POWER_STATE GetDeviceState(SYSTEM_POWER_STATE system) => (DEVICE_POWER_STATE)Pointer.Read<uint>(0x10 + (4 * (int)system));

    /// <summary>Sets DeviceState[<paramref name="system"/>].</summary>
    public void SetDeviceState(SYSTEM_POWER_STATE system, DEVICE_POWER_STATE state) => Pointer.Write(0x10 + (4 * (int)system), (uint)state);
}
