namespace Verifier.Kernel;

/// <summary>DEVICE_OBJECT.Flags (facts/wdm-io.md §3).</summary>
[Flags]
public enum DEVICE_FLAGS : uint
{
    /// <summary>The media may have changed.</summary>
    DO_VERIFY_VOLUME = 0x2,

    /// <summary>Reads and writes go through a system buffer.</summary>
    DO_BUFFERED_IO = 0x4,

    /// <summary>One open handle at a time.</summary>
    DO_EXCLUSIVE = 0x8,

    /// <summary>Reads and writes come with an MDL of locked pages.</summary>
    DO_DIRECT_IO = 0x10,

    /// <summary>The I/O manager maps the buffer; obsolete.</summary>
    DO_MAP_IO_BUFFER = 0x20,

    /// <summary>Set by IoCreateDevice; AddDevice must clear it, for DriverEntry the I/O manager does.</summary>
    DO_DEVICE_INITIALIZING = 0x80,

    /// <summary>IRP_MJ_SHUTDOWN was asked for.</summary>
    DO_SHUTDOWN_REGISTERED = 0x800,

    /// <summary>A physical device object made by a bus driver.</summary>
    DO_BUS_ENUMERATED_DEVICE = 0x1000,

    /// <summary>Power IRPs arrive at PASSIVE_LEVEL.</summary>
    DO_POWER_PAGABLE = 0x2000,

    /// <summary>The device draws much current when it starts.</summary>
    DO_POWER_INRUSH = 0x4000,
}

/// <summary>DEVICE_OBJECT.Characteristics (facts/wdm-io.md §7).</summary>
[Flags]
public enum DEVICE_CHARACTERISTICS : uint
{
    /// <summary>The security descriptor of the device covers every name below it.</summary>
    FILE_DEVICE_SECURE_OPEN = 0x100,
}
