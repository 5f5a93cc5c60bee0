using Verifier.Kernel;

namespace Verifier.Drivers.InterruptDevice;

/// <summary>The beginning of every such driver's device extension; the driver's own bytes follow.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct InterruptExtension(Pointer Pointer)
{
    /// <summary>sizeof(INTERRUPT_EXTENSION).</summary>
    public const int Bytes = 0x60;

    /// <summary>PDEVICE_OBJECT: the driver's own device.</summary>
    public DeviceObject Self
    {
        get => new(Pointer.ReadPointer());
        set => Pointer.WritePointer(0, value.Pointer);
    }

    /// <summary>PDEVICE_OBJECT: the device below.</summary>
    public DeviceObject Lower
    {
        get => new(Pointer.ReadPointer(0x08));
        set => Pointer.WritePointer(0x08, value.Pointer);
    }

    /// <summary>IO_REMOVE_LOCK.</summary>
    public Pointer RemoveLock => Pointer + 0x10;

    /// <summary>PKINTERRUPT, or NULL while none is connected.</summary>
    public Pointer Interrupt
    {
        get => Pointer.ReadPointer(0x30);
        set => Pointer.WritePointer(0x30, value);
    }

    /// <summary>True if requests may be served.</summary>
    public bool IsStarted
    {
        get => Pointer.Read<uint>(0x38) != 0;
        set => Pointer.Write(0x38, value ? 1U : 0U);
    }

    /// <summary>Interrupts seen and not yet handled by the DPC; only touched with the interrupt's lock held.</summary>
    public uint Pending
    {
        get => Pointer.Read<uint>(0x3C);
        set => Pointer.Write(0x3C, value);
    }

    /// <summary>The driver's own bytes.</summary>
    public Pointer Own => Pointer + Bytes;
}
