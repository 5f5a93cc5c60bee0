namespace Verifier.Kernel;

/// <summary>
/// IRP, a view of 0xD0 bytes in simulated memory; its stack locations follow (facts/wdm-io.md §7). After IoCallDriver or
/// IoCompleteRequest a driver must not touch it.
/// </summary>
public readonly struct Irp : IEquatable<Irp>
{
    internal const int HeaderBytes = 0xD0;
    internal const int IoStatusOffset = 0x30;

    /// <summary>The IRP at a place.</summary>
    public Irp(Pointer pointer) => Pointer = pointer;

    internal Irp(Ntoskrnl driver, ulong address) => Pointer = driver.At(address);

    internal Irp(Machine machine, ulong address) => Pointer = new Pointer(machine, address);

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it the NULL pointer?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>MdlAddress: the MDL of a direct transfer, or NULL.</summary>
    public Mdl MdlAddress
    {
        get => new(Pointer.ReadPointer(0x08));
        set => Pointer.WritePointer(0x08, value.Pointer);
    }

    /// <summary>Flags.</summary>
    public IRP_FLAGS Flags
    {
        get => (IRP_FLAGS)Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, (uint)value);
    }

    /// <summary>AssociatedIrp.SystemBuffer: the nonpaged copy of a buffered transfer.</summary>
    public Pointer SystemBuffer
    {
        get => Pointer.ReadPointer(0x18);
        set => Pointer.WritePointer(0x18, value);
    }

    /// <summary>AssociatedIrp.MasterIrp, of an associated IRP; the same memory as <see cref="SystemBuffer"/>.</summary>
    public Pointer MasterIrp
    {
        get => Pointer.ReadPointer(0x18);
        set => Pointer.WritePointer(0x18, value);
    }

    /// <summary>AssociatedIrp.IrpCount, of a master IRP: associated IRPs that are not complete.</summary>
    public int IrpCount
    {
        get => Pointer.Read<int>(0x18);
        set => Pointer.Write(0x18, value);
    }

    /// <summary>IoStatus.Status.</summary>
    public NTSTATUS Status
    {
        get => new(Pointer.Read<uint>(IoStatusOffset));
        set => Pointer.Write(IoStatusOffset, value.Value);
    }

    /// <summary>IoStatus.Information: bytes transferred, or what the request defines.</summary>
    public ulong Information
    {
        get => Pointer.Read<ulong>(0x38);
        set => Pointer.Write(0x38, value);
    }

    /// <summary>RequestorMode: who supplied the buffers.</summary>
    public KPROCESSOR_MODE RequestorMode
    {
        get => (KPROCESSOR_MODE)Pointer.Read<byte>(0x40);
        set => Pointer.Write(0x40, (byte)value);
    }

    /// <summary>PendingReturned: did a lower driver mark it pending? For completion routines.</summary>
    public bool PendingReturned
    {
        get => Pointer.Read<byte>(0x41) != 0;
        internal set => Pointer.Write(0x41, (byte)(value ? 1 : 0));
    }

    /// <summary>StackCount: stack locations it has.</summary>
    public int StackCount
    {
        get => Pointer.Read<sbyte>(0x42);
        internal set => Pointer.Write(0x42, (sbyte)value);
    }

    /// <summary>CurrentLocation: number of the current stack location, StackCount + 1 before anybody was called.</summary>
    public int CurrentLocation
    {
        get => Pointer.Read<sbyte>(0x43);
        internal set => Pointer.Write(0x43, (sbyte)value);
    }

    /// <summary>Cancel: was it cancelled?</summary>
    public bool Cancel
    {
        get => Pointer.Read<byte>(0x44) != 0;
        set => Pointer.Write(0x44, (byte)(value ? 1 : 0));
    }

    /// <summary>CancelIrql: what the cancel routine hands to IoReleaseCancelSpinLock.</summary>
    public KIRQL CancelIrql
    {
        get => (KIRQL)Pointer.Read<byte>(0x45);
        set => Pointer.Write(0x45, (byte)value);
    }

    /// <summary>UserIosb: where a synchronous sender wants the result.</summary>
    public Pointer UserIosb
    {
        get => Pointer.ReadPointer(0x48);
        set => Pointer.WritePointer(0x48, value);
    }

    /// <summary>UserEvent: signalled at completion.</summary>
    public Pointer UserEvent
    {
        get => Pointer.ReadPointer(0x50);
        set => Pointer.WritePointer(0x50, value);
    }

    /// <summary>CancelRoutine's address, or NULL; set it with IoSetCancelRoutine.</summary>
    public Pointer CancelRoutine
    {
        get => Pointer.ReadPointer(0x68);
        internal set => Pointer.WritePointer(0x68, value);
    }

    /// <summary>UserBuffer: the requester's own address of the output or of a neither transfer.</summary>
    public Pointer UserBuffer
    {
        get => Pointer.ReadPointer(0x70);
        set => Pointer.WritePointer(0x70, value);
    }

    /// <summary>Tail.Overlay.DeviceQueueEntry: shares its memory with the driver context.</summary>
    public Pointer DeviceQueueEntry => Pointer + 0x78;

    /// <summary>Tail.Overlay.Thread: the requester's thread object.</summary>
    public Pointer Thread
    {
        get => Pointer.ReadPointer(0x98);
        set => Pointer.WritePointer(0x98, value);
    }

    /// <summary>Tail.Overlay.ListEntry: for the queue of the driver that holds it.</summary>
    public Pointer ListEntry => Pointer + 0xA8;

    /// <summary>Tail.Overlay.CurrentStackLocation.</summary>
    public Pointer CurrentStackLocation
    {
        get => Pointer.ReadPointer(0xB8);
        internal set => Pointer.WritePointer(0xB8, value);
    }

    /// <summary>Tail.Overlay.OriginalFileObject.</summary>
    public Pointer OriginalFileObject
    {
        get => Pointer.ReadPointer(0xC0);
        set => Pointer.WritePointer(0xC0, value);
    }

    internal Machine Machine => Pointer.Machine!;

    /// <summary>Same address.</summary>
    public static bool operator ==(Irp left, Irp right) => left.Pointer == right.Pointer;

    /// <summary>Another address.</summary>
    public static bool operator !=(Irp left, Irp right) => left.Pointer != right.Pointer;

    /// <summary>Tail.Overlay.DriverContext[<paramref name="index"/>], 0 to 3: the driver's own while it holds the IRP.</summary>
    public Pointer GetDriverContext(int index) => Pointer.ReadPointer(DriverContextOffset(index));

    /// <summary>Sets Tail.Overlay.DriverContext[<paramref name="index"/>].</summary>
    public void SetDriverContext(int index, Pointer value) => Pointer.WritePointer(DriverContextOffset(index), value);

    /// <inheritdoc/>
    public bool Equals(Irp other) => Pointer == other.Pointer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Irp other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Pointer.GetHashCode();

    private static int DriverContextOffset(int index) => index is >= 0 and < 4
        ? 0x78 + (8 * index)
        : throw new ArgumentOutOfRangeException(nameof(index), index, "An IRP has DriverContext[0] to [3].");
}
