namespace Verifier.Kernel;

/// <summary>WMILIB.SYS: turns WMI requests into calls of the routines of a WMILIB_CONTEXT.</summary>
internal static class WmiLibDdis
{
    private const string Library = "wmilib.sys";

    /// <summary>
    /// Handles a WMI request with the routines of a WMILIB_CONTEXT, and says what is left to do. IRQL: PASSIVE_LEVEL. STATUS_WMI_GUID_NOT_FOUND,
    /// STATUS_WMI_INSTANCE_NOT_FOUND, STATUS_WMI_READ_ONLY, STATUS_INVALID_DEVICE_REQUEST, STATUS_BUFFER_TOO_SMALL.
    /// </summary>
    [Ddi(Module = Library, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static IEnumerator<KernelAction> WmiSystemControl(
        Machine machine, Pointer wmiLibInfo, DeviceObject deviceObject, Irp irp, Out<SYSCTL_IRP_DISPOSITION> irpDisposition) =>
        new WmiLibraryRequest(machine, wmiLibInfo, deviceObject, irp).Handle(irpDisposition);

    /// <summary>
    /// Completes a WMI request: fills in its WNODE with what the driver's routine left in its buffer. The status, or STATUS_SUCCESS for
    /// STATUS_BUFFER_TOO_SMALL, of which the WNODE tells. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Module = Library, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> WmiCompleteRequest(
        Machine machine, DeviceObject deviceObject, Irp irp, NTSTATUS status, uint bufferUsed, [Parameter(InC = typeof(sbyte))] int priorityBoost) =>
        WmiLibraryCompletion.Complete(machine, irp, status, bufferUsed);

    /// <summary>
    /// Writes an event with data of nonpaged pool, which the library frees in any case. STATUS_INSUFFICIENT_RESOURCES. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Module = Library, Modelled = "the event has no listener")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS WmiFireEvent(
        Machine machine, DeviceObject deviceObject, In<Guid> guid, uint instanceIndex, uint eventDataSize, Pointer eventData = default) =>
        WmiLibraryCompletion.Fire(machine, guid, eventData, eventDataSize);
}
