using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>I/O request packets: allocation, passing on, completion, cancellation (facts/wdm-io.md §3).</summary>
internal static class IoIrpDdis
{
    public static readonly Ddi IoAllocateIrp = Ddi.Declare(
        "IoAllocateIrp",
        new()
        {
            Family = DdiFamily.Irp,
            Parameters = [Value("StackSize"), Value("ChargeQuota")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Vista,
        },
        (machine, a) => machine.Io.Irps.Allocate((sbyte)a[0], IrpKind.Driver));

    public static readonly Ddi IoFreeIrp = Ddi.DeclareVoid(
        "IoFreeIrp",
        new() { Parameters = [Address("Irp")], Irql = IrqlRule.Dispatch },
        (machine, a) => IrpRules.Free(machine, a[0]));

    public static readonly Ddi IoReuseIrp = Ddi.DeclareVoid(
        "IoReuseIrp",
        new() { Parameters = [Address("Irp"), Value("Status")], Irql = IrqlRule.Dispatch },
        (machine, a) => IrpRules.Reuse(machine, a[0], new NTSTATUS((uint)a[1])));

    public static readonly Ddi IoInitializeIrp = Ddi.DeclareVoid(
        "IoInitializeIrp",
        new() { Parameters = [Address("Irp"), Value("PacketSize"), Value("StackSize")], Irql = IrqlRule.Dispatch },
        (machine, a) => IrpRules.Initialize(machine, a[0], (ushort)a[1], (sbyte)a[2]));

    public static readonly Ddi IoMakeAssociatedIrp = Ddi.Declare(
        "IoMakeAssociatedIrp",
        new()
        {
            Family = DdiFamily.Irp,
            Parameters = [Address("Irp"), Value("StackSize")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Windows7,
        },
        (machine, a) => machine.Io.Builder.MakeAssociated(a[0], (sbyte)a[1]));

    public static readonly Ddi IoBuildDeviceIoControlRequest = Ddi.Declare(
        "IoBuildDeviceIoControlRequest",
        new()
        {
            Family = DdiFamily.Irp,
            Parameters =
            [
                Value("IoControlCode"), Address("DeviceObject"), Address("InputBuffer"), Value("InputBufferLength"), Address("OutputBuffer"),
                Value("OutputBufferLength"), Value("InternalDeviceIoControl"), Address("Event"), Address("IoStatusBlock"),
            ],
            Irql = IrqlRule.Apc,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Windows7,
        },
        (machine, a) => machine.Io.Builder.BuildControl(a));

    public static readonly Ddi IoBuildSynchronousFsdRequest = Ddi.Declare(
        "IoBuildSynchronousFsdRequest",
        new()
        {
            Family = DdiFamily.Irp,
            Parameters =
            [
                Value("MajorFunction"), Address("DeviceObject"), Address("Buffer"), Value("Length"), Address("StartingOffset"),
                Address("Event"), Address("IoStatusBlock"),
            ],
            Irql = IrqlRule.Apc,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Windows7,
        },
        (machine, a) => machine.Io.Builder.BuildFsd(IrpKind.Threaded, a, a[5], a[6]));

    public static readonly Ddi IoBuildAsynchronousFsdRequest = Ddi.Declare(
        "IoBuildAsynchronousFsdRequest",
        new()
        {
            Family = DdiFamily.Irp,
            Parameters =
            [
                Value("MajorFunction"), Address("DeviceObject"), Address("Buffer"), Value("Length"), Address("StartingOffset"),
                Address("IoStatusBlock"),
            ],
            Irql = IrqlRule.Apc,
            Failure = FailureContract.Null,
            LowResourcesSince = WindowsVersion.Windows7,
        },
        (machine, a) => machine.Io.Builder.BuildFsd(IrpKind.Asynchronous, a, 0, a[5]));

    public static readonly Ddi IofCallDriver = Ddi.Declare(
        "IofCallDriver",
        new() { Parameters = [Address("DeviceObject"), Address("Irp")], Irql = IrqlRule.Dispatch, ChecksIrqlItself = true },
        (machine, a) => machine.Io.Calls.Call(a[0], a[1]));

    public static readonly Ddi IofCompleteRequest = Ddi.Declare(
        "IofCompleteRequest",
        new() { Parameters = [Address("Irp"), Value("PriorityBoost")], Irql = IrqlRule.Dispatch, ChecksIrqlItself = true },
        (machine, a) => machine.Io.Completion.Complete(a[0]));

    public static readonly Ddi IoSetCompletionRoutineEx = Ddi.Declare(
        "IoSetCompletionRoutineEx",
        new()
        {
            Family = DdiFamily.Irp,
            Parameters =
            [
                Address("DeviceObject"), Address("Irp"), Address("CompletionRoutine"), Address("Context"), Value("InvokeOnSuccess"),
                Value("InvokeOnError"), Value("InvokeOnCancel"),
            ],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.InsufficientResources,
            Since = WindowsVersion.WindowsXP,
            LowResourcesSince = WindowsVersion.Windows7,
        },
        (machine, a) => machine.Io.CompletionContexts.Set(a).Value);

    public static readonly Ddi IoCancelIrp = Ddi.Declare(
        "IoCancelIrp",
        new() { Parameters = [Address("Irp")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.Cancellation.Cancel(a[0]));

    public static readonly Ddi IoAcquireCancelSpinLock = Ddi.DeclareVoid(
        "IoAcquireCancelSpinLock",
        new() { Parameters = [Address("Irql")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Memory.Write(a[0], (byte)machine.Io.Cancellation.Acquire()));

    public static readonly Ddi IoReleaseCancelSpinLock = Ddi.DeclareVoid(
        "IoReleaseCancelSpinLock",
        new() { Parameters = [Value("Irql")], Irql = IrqlRule.ExactlyDispatch, ChecksIrqlItself = true },
        (machine, a) => machine.Io.Cancellation.Release((KIRQL)(byte)a[0]));
}
