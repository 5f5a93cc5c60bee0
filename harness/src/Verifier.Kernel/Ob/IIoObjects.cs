namespace Verifier.Kernel;

/// <summary>The objects that the I/O manager keeps: devices, open files, drivers.</summary>
internal interface IIoObjects
{
    /// <summary>The kind of the object at an address; null when it is none of these.</summary>
    ObjectKind? KindOf(ulong body);

    /// <summary>One more reference to a device.</summary>
    void ReferenceDevice(ulong body);

    /// <summary>One reference to a device less.</summary>
    void DereferenceDevice(ulong body);

    /// <summary>One more reference to an open file; false when there is none at the address.</summary>
    bool ReferenceFile(ulong body);

    /// <summary>One reference to an open file less; false when there is none at the address.</summary>
    bool DereferenceFile(ulong body);

    /// <summary>The driver that a device belongs to; null when there is no device at the address.</summary>
    DriverImage? OwnerOf(ulong device);

    /// <summary>The device of an open file; null when there is no open file at the address.</summary>
    ulong? DeviceOf(ulong file);
}
