using Verifier.Kernel;

namespace Verifier.Drivers.PnpFunction;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct PnpExtension(Pointer Pointer)
{
    /// <summary>sizeof(PNP_EXTENSION).</summary>
    public const uint Bytes = 0x168;

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

    /// <summary>IO_CSQ of the waiting reads.</summary>
    public Pointer Csq => Pointer + 0x30;

    /// <summary>KSPIN_LOCK of the queue.</summary>
    public Pointer QueueLock => Pointer + 0x70;

    /// <summary>LIST_ENTRY: the head of the waiting reads.</summary>
    public Pointer Queue => Pointer + 0x78;

    /// <summary>KTIMER of the sampling.</summary>
    public Pointer Timer => Pointer + 0x88;

    /// <summary>KDPC of the timer.</summary>
    public Pointer TimerDpc => Pointer + 0xC8;

    /// <summary>UNICODE_STRING: the serial number, in a buffer of its own from AddDevice to REMOVE.</summary>
    public UnicodeString SerialNumber => new(Pointer + 0x108);

    /// <summary>PVOID: the sample buffer, while the device is started.</summary>
    public Pointer Buffer
    {
        get => Pointer.ReadPointer(0x118);
        set => Pointer.WritePointer(0x118, value);
    }

    /// <summary>PMDL: describes the sample buffer.</summary>
    public Mdl BufferMdl
    {
        get => new(Pointer.ReadPointer(0x120));
        set => Pointer.WritePointer(0x120, value.Pointer);
    }

    /// <summary>PIO_WORKITEM: asks the bus for the device's state.</summary>
    public Pointer WorkItem
    {
        get => Pointer.ReadPointer(0x128);
        set => Pointer.WritePointer(0x128, value);
    }

    /// <summary>PIRP: the one that the work item sends.</summary>
    public Irp StateIrp
    {
        get => new(Pointer.ReadPointer(0x130));
        set => Pointer.WritePointer(0x130, value.Pointer);
    }

    /// <summary>ULONG: samples taken.</summary>
    public uint Samples
    {
        get => Pointer.Read<uint>(0x138);
        set => Pointer.Write(0x138, value);
    }

    /// <summary>True if the device is started.</summary>
    public bool IsStarted
    {
        get => Pointer.Read<uint>(0x13C) != 0;
        set => Pointer.Write(0x13C, value ? 1U : 0U);
    }

    /// <summary>LONG: 1 while the work item is queued or runs.</summary>
    public Pointer WorkPending => Pointer + 0x140;

    /// <summary>KEVENT: signalled while the work item is idle.</summary>
    public Pointer WorkIdle => Pointer + 0x148;

    /// <summary>ULONG: reports that the work item has made.</summary>
    public uint Reports
    {
        get => Pointer.Read<uint>(0x160);
        set => Pointer.Write(0x160, value);
    }
}
