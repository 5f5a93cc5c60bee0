namespace Verifier.Kernel;

/// <summary>
/// IRP, a view of 0xD0 bytes in simulated memory; its stack locations follow (harness/docs/facts/io.md#structure-layouts). After
/// IoCallDriver or IoCompleteRequest a driver must not touch it.
/// </summary>
[View(0xD0, Public = ViewMembers.Constructor | ViewMembers.IsNull | ViewMembers.Equality)]
[Union(0x18, 8)]
public readonly partial struct Irp
{
    internal const int IoStatusOffset = 0x30;

    /// <summary>MdlAddress: the MDL of a direct transfer, or NULL.</summary>
    [Field(0x08)] public partial Mdl MdlAddress { get; set; }

    /// <summary>Flags.</summary>
    [Field(0x10)] public partial IRP_FLAGS Flags { get; set; }

    /// <summary>AssociatedIrp.SystemBuffer: the nonpaged copy of a buffered transfer.</summary>
    [Field(0x18)] public partial Pointer SystemBuffer { get; set; }

    /// <summary>AssociatedIrp.MasterIrp, of an associated IRP; the same memory as <see cref="SystemBuffer"/>.</summary>
    [Field(0x18)] public partial Pointer MasterIrp { get; set; }

    /// <summary>AssociatedIrp.IrpCount, of a master IRP: associated IRPs that are not complete.</summary>
    [Field(0x18)] public partial int IrpCount { get; set; }

    /// <summary>IoStatus.Status.</summary>
    [Field(IoStatusOffset)] public partial NTSTATUS Status { get; set; }

    /// <summary>IoStatus.Information: bytes transferred, or what the request defines.</summary>
    [Field(0x38)] public partial ulong Information { get; set; }

    /// <summary>RequestorMode: the mode of the code that supplied the buffers.</summary>
    [Field(0x40)] public partial KPROCESSOR_MODE RequestorMode { get; set; }

    /// <summary>PendingReturned: true if a lower driver marked it pending. For completion routines.</summary>
    [Field(0x41)] public partial bool PendingReturned { get; internal set; }

    /// <summary>StackCount: stack locations it has.</summary>
    [Field(0x42, As = typeof(sbyte))] public partial int StackCount { get; internal set; }

    /// <summary>CurrentLocation: number of the current stack location, StackCount + 1 before any driver was called.</summary>
    [Field(0x43, As = typeof(sbyte))] public partial int CurrentLocation { get; internal set; }

    /// <summary>Cancel: true if it was cancelled.</summary>
    [Field(0x44)] public partial bool Cancel { get; set; }

    /// <summary>CancelIrql: what the cancel routine hands to IoReleaseCancelSpinLock.</summary>
    [Field(0x45)] public partial KIRQL CancelIrql { get; set; }

    /// <summary>UserIosb: where a synchronous sender wants the result.</summary>
    [Field(0x48)] public partial Pointer UserIosb { get; set; }

    /// <summary>UserEvent: signalled at completion.</summary>
    [Field(0x50)] public partial Pointer UserEvent { get; set; }

    /// <summary>CancelRoutine's address, or NULL; set it with IoSetCancelRoutine.</summary>
    [Field(0x68)] public partial Pointer CancelRoutine { get; internal set; }

    /// <summary>UserBuffer: the requester's own address of the output or of a neither transfer.</summary>
    [Field(0x70)] public partial Pointer UserBuffer { get; set; }

    /// <summary>Tail.Overlay.DeviceQueueEntry: shares its memory with the driver context.</summary>
    [Embedded(0x78, 0x18)] public partial Pointer DeviceQueueEntry { get; }

    /// <summary>Tail.Overlay.Thread: the requester's thread object.</summary>
    [Field(0x98)] public partial Pointer Thread { get; set; }

    /// <summary>Tail.Overlay.ListEntry: for the queue of the driver that holds it.</summary>
    [Embedded(0xA8, 0x10)] public partial Pointer ListEntry { get; }

    /// <summary>Tail.Overlay.CurrentStackLocation.</summary>
    [Field(0xB8)] public partial Pointer CurrentStackLocation { get; internal set; }

    /// <summary>Tail.Overlay.OriginalFileObject.</summary>
    [Field(0xC0)] public partial Pointer OriginalFileObject { get; set; }

    internal Machine Machine => Pointer.Machine!;

    [Field(0x00)] internal partial IO_TYPE Type { get; set; }

    [Field(0x02)] internal partial ushort Size { get; set; }

    /// <summary>ThreadListEntry: in the list of the requests of the sender's thread.</summary>
    [Embedded(0x20, 0x10)] internal partial Pointer ThreadListEntry { get; }

    /// <summary>Tail.Overlay.DriverContext[<paramref name="index"/>], 0 to 3: the driver's own while it holds the IRP.</summary>
    public Pointer GetDriverContext(int index) => Pointer.ReadPointer(DriverContextOffset(index));

    /// <summary>Sets Tail.Overlay.DriverContext[<paramref name="index"/>].</summary>
    public void SetDriverContext(int index, Pointer value) => Pointer.WritePointer(DriverContextOffset(index), value);

    private static int DriverContextOffset(int index) => index is >= 0 and < 4
        ? 0x78 + (8 * index)
        : throw new ArgumentOutOfRangeException(nameof(index), index, "An IRP has DriverContext[0] to [3].");
}
