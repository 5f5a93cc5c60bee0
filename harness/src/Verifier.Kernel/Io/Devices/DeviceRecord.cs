namespace Verifier.Kernel;

/// <summary>The state of a device object that the I/O manager keeps beside the object itself.</summary>
internal sealed class DeviceRecord(ulong address, ulong driverObject, DriverImage? owner, string? name)
{
    public ulong Address { get; } = address;

    /// <summary>The driver object it was made for; 0 once that driver's image is gone.</summary>
    public ulong DriverObject { get; set; } = driverObject;

    /// <summary>The image of that driver.</summary>
    public DriverImage? Owner { get; } = owner;

    /// <summary>Its name, or null.</summary>
    public string? Name { get; } = name;

    /// <summary>The device object below to which it is attached, or 0.</summary>
    public ulong Lower { get; set; }

    /// <summary>References to the object: work items, IoGetAttachedDeviceReference.</summary>
    public int PointerCount { get; set; }

    /// <summary>Number of references of the PnP manager: while its stack is removed, and while a bus driver reports it.</summary>
    public int Holds { get; set; }

    /// <summary>The call that deleted it.</summary>
    public Origin? DeletedBy { get; set; }

    /// <summary>IoDeleteDevice was called; the object goes with its last reference.</summary>
    public bool IsDeletePending { get; set; }

    /// <summary>A physical device object of the machine's own bus.</summary>
    public bool IsPdo { get; set; }

    /// <summary>In words, for reports.</summary>
    public override string ToString() => Name ?? $"the unnamed device at 0x{Address:X}";
}
