namespace Verifier.Kernel;

/// <summary>System services that answer with a status of their pages: nothing behind them is simulated. IRQL: PASSIVE_LEVEL.</summary>
internal static class ZwInertDdis
{
    private const string NoControl = "STATUS_INVALID_DEVICE_REQUEST; STATUS_INVALID_HANDLE when there is no such handle";

    /// <summary>Sends a control code to the device of an open file.</summary>
    [Ddi(Aliases = ["NtDeviceIoControlFile"], IsInert = true, Modelled = NoControl)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwDeviceIoControlFile(
        Machine machine,
        ulong fileHandle,
        ulong @event,
        Pointer apcRoutine,
        Pointer apcContext,
        IoStatusBlock ioStatusBlock,
        uint ioControlCode,
        Pointer inputBuffer,
        uint inputBufferLength,
        Pointer outputBuffer,
        uint outputBufferLength) => Refuse(machine, fileHandle);

    /// <summary>Sends a control code to the file system of an open file.</summary>
    [Ddi(Aliases = ["NtFsControlFile"], IsInert = true, Modelled = NoControl)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwFsControlFile(
        Machine machine,
        ulong fileHandle,
        ulong @event,
        Pointer apcRoutine,
        Pointer apcContext,
        IoStatusBlock ioStatusBlock,
        uint fsControlCode,
        Pointer inputBuffer,
        uint inputBufferLength,
        Pointer outputBuffer,
        uint outputBufferLength) => Refuse(machine, fileHandle);

    /// <summary>Asks the power manager for information, or sets some.</summary>
    [Ddi(IsInert = true, Modelled = "STATUS_NOT_IMPLEMENTED")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwPowerInformation(
        Machine machine, uint informationLevel, Pointer inputBuffer, uint inputBufferLength, Pointer outputBuffer, uint outputBufferLength) =>
        NTSTATUS.STATUS_NOT_IMPLEMENTED;

    private static NTSTATUS Refuse(Machine machine, ulong handle) =>
        machine.Handles.Find(handle) is null ? NTSTATUS.STATUS_INVALID_HANDLE : NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;
}
