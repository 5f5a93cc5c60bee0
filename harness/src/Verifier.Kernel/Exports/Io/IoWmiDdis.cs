namespace Verifier.Kernel;

/// <summary>WMI: provider numbers, events, and data blocks of other drivers, of which there are none.</summary>
internal static class IoWmiDdis
{
    /// <summary>The number of a device as a provider of WMI: the lower half of its address. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static uint IoWMIDeviceObjectToProviderId(Machine machine, DeviceObject deviceObject) => (uint)deviceObject.Pointer.Address;

    /// <summary>
    /// Writes a WNODE_EVENT_ITEM of nonpaged pool. With STATUS_SUCCESS the system frees it, otherwise the caller does. STATUS_BUFFER_OVERFLOW,
    /// STATUS_INSUFFICIENT_RESOURCES. IRQL: up to APC_LEVEL; a traced event at any, and it stays the caller's.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "the event has no listener")]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    [Fails(FailureShape.Status)]
    [Checks(nameof(CheckLevel))]
    public static NTSTATUS IoWMIWriteEvent(Machine machine, Pointer wnodeEventItem)
    {
        CheckLevel(machine, wnodeEventItem);
        return WmiEvents.Write(machine, wnodeEventItem);
    }

    /// <summary>
    /// Opens the data blocks of a class; ObDereferenceObject closes the object. STATUS_INSUFFICIENT_RESOURCES. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Since = WindowsVersion.WindowsXP, Modelled = "no driver has a data block")]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS IoWMIOpenBlock(Machine machine, In<Guid> guid, uint desiredAccess, Out<Pointer> dataBlockObject)
    {
        const int bytes = 0x40;
        if (machine.Objects.Create(ObjectKind.WmiBlock, bytes) is not { } made)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Move(made.Body, guid, sizeof(ulong) * 2);
        machine.Objects.NoteHeld(made.Body);
        machine.Memory.Write(dataBlockObject, made.Body);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The data blocks of a class. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, IsInert = true, Modelled = "STATUS_WMI_GUID_NOT_FOUND: no driver has a data block")]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS IoWMIQueryAllData(Machine machine, Pointer dataBlockObject, InOut<uint> inOutBufferSize, Pointer outBuffer) =>
        NTSTATUS.STATUS_WMI_GUID_NOT_FOUND;

    internal static void CheckLevel(Machine machine, Pointer wnodeEventItem)
    {
        if (machine.Irql > KIRQL.APC_LEVEL && !WmiEvents.IsTraced(wnodeEventItem))
        {
            IrqlCheck.Report(machine, Ddis.IoWMIWriteEvent);
        }
    }
}
