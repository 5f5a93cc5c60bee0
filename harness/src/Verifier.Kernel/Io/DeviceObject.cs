namespace Verifier.Kernel;

/// <summary>DEVICE_OBJECT, a view of 0x150 bytes in simulated memory; its extension follows (facts/wdm-io.md §7).</summary>
public readonly struct DeviceObject
{
    internal DeviceObject(Ntoskrnl driver, ulong address) => Pointer = driver.At(address);

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>DeviceExtension: the driver's own bytes.</summary>
    public Pointer DeviceExtension => Pointer.ReadPointer(0x40);
}
