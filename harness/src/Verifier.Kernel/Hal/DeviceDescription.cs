namespace Verifier.Kernel;

/// <summary>
/// DEVICE_DESCRIPTION, a view of 0x28 bytes of the driver's own memory: what its device can do, for IoGetDmaAdapter. Layout of the public
/// headers, versions 0 to 2.
/// </summary>
[View(SizeOf.DEVICE_DESCRIPTION, Public = ViewMembers.Bytes | ViewMembers.Constructor)]
public readonly partial struct DeviceDescription
{
    /// <summary>Version of the structure.</summary>
    [Field(0x00)] public partial uint Version { get; set; }

    /// <summary>The device masters the bus.</summary>
    [Field(0x04)] public partial bool Master { get; set; }

    /// <summary>The device can transfer several separate ranges at one time.</summary>
    [Field(0x05)] public partial bool ScatterGather { get; set; }

    /// <summary>The device has 32 address lines.</summary>
    [Field(0x08)] public partial bool Dma32BitAddresses { get; set; }

    /// <summary>The device has 64 address lines.</summary>
    [Field(0x0B)] public partial bool Dma64BitAddresses { get; set; }

    /// <summary>INTERFACE_TYPE of the bus.</summary>
    [Field(0x14)] public partial uint InterfaceType { get; set; }

    /// <summary>The longest transfer, in bytes.</summary>
    [Field(0x20)] public partial uint MaximumLength { get; set; }
}
