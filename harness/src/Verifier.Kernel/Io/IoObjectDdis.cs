using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Timers of devices, error log, driver extensions (facts/pool-and-memory-api.md §7).</summary>
internal static class IoObjectDdis
{
    public static readonly Ddi IoInitializeTimer = Ddi.Declare(
        "IoInitializeTimer",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("DeviceObject"), Address("TimerRoutine"), Address("Context")],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
        },
        (machine, a) => machine.Io.Timers.Initialize(a[0], a[1], a[2]).Value);

    public static readonly Ddi IoStartTimer = Ddi.DeclareVoid(
        "IoStartTimer",
        new() { Parameters = [Address("DeviceObject")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.Timers.Start(a[0]));

    public static readonly Ddi IoStopTimer = Ddi.DeclareVoid(
        "IoStopTimer",
        new() { Parameters = [Address("DeviceObject")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.Timers.Stop(a[0]));

    public static readonly Ddi IoAllocateErrorLogEntry = Ddi.Declare(
        "IoAllocateErrorLogEntry",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("IoObject"), Size("EntrySize")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Vista,
        },
        (machine, a) => machine.Io.ErrorLog.Allocate((byte)a[1]));

    public static readonly Ddi IoWriteErrorLogEntry = Ddi.DeclareVoid(
        "IoWriteErrorLogEntry",
        new() { Parameters = [Address("ElEntry")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.ErrorLog.Write(a[0]));

    public static readonly Ddi IoFreeErrorLogEntry = Ddi.DeclareVoid(
        "IoFreeErrorLogEntry",
        new() { Parameters = [Address("ElEntry")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.ErrorLog.Free(a[0]));

    public static readonly Ddi IoAllocateDriverObjectExtension = Ddi.Declare(
        "IoAllocateDriverObjectExtension",
        new()
        {
            Family = DdiFamily.Object,
            Parameters =
            [
                Address("DriverObject"), Address("ClientIdentificationAddress"), Size("DriverObjectExtensionSize"),
                Address("DriverObjectExtension"),
            ],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.InsufficientResources,
        },
        (machine, a) => machine.Io.Extensions.Allocate(a[0], a[1], (uint)a[2], a[3]).Value);

    public static readonly Ddi IoGetDriverObjectExtension = Ddi.Declare(
        "IoGetDriverObjectExtension",
        new() { Parameters = [Address("DriverObject"), Address("ClientIdentificationAddress")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.Extensions.Get(a[0], a[1]));
}
