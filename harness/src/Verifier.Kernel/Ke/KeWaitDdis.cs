using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>
/// Waits. Lack of resources does not end one, but Driver Verifier injects STATUS_ALERTED into alertable waits of the application's
/// threads (facts/driver-verifier.md §3.1).
/// </summary>
internal static class KeWaitDdis
{
    private const int SingleMode = 2, SingleAlertable = 3, SingleTimeout = 4;
    private const int MultipleMode = 4, MultipleAlertable = 5, MultipleTimeout = 6, MultipleBlocks = 7;

    public static readonly Ddi KeWaitForSingleObject = Ddi.Declare(
        "KeWaitForSingleObject",
        new()
        {
            Family = DdiFamily.Wait,
            Parameters = [Address("Object"), Value("WaitReason"), Value("WaitMode"), Value("Alertable"), Address("Timeout")],
            Irql = IrqlRule.ByTimeout,
            ChecksIrqlItself = true,
            Failure = Alerted(SingleAlertable, SingleMode),
            LowResourcesSince = WindowsVersion.Vista,
            Check = (machine, a) => machine.Waits.CheckSingle(a[0], (KPROCESSOR_MODE)a[SingleMode], a[SingleTimeout]),
            Modelled = "no user APCs, no priorities",
        },
        (machine, a) => machine.Waits.ForSingle(a[0], (KPROCESSOR_MODE)a[SingleMode], (byte)a[SingleAlertable] != 0, a[SingleTimeout]));

    public static readonly Ddi KeWaitForMutexObject = Ddi.Declare(
        "KeWaitForMutexObject",
        new()
        {
            Family = DdiFamily.Wait,
            Parameters = [Address("Mutex"), Value("WaitReason"), Value("WaitMode"), Value("Alertable"), Address("Timeout")],
            Irql = IrqlRule.ByTimeout,
            ChecksIrqlItself = true,
            Failure = Alerted(SingleAlertable, SingleMode),
            LowResourcesSince = WindowsVersion.Vista,
            Check = (machine, a) => machine.Waits.CheckSingle(a[0], (KPROCESSOR_MODE)a[SingleMode], a[SingleTimeout]),
            Modelled = "no user APCs, no priorities",
        },
        (machine, a) => machine.Waits.ForSingle(a[0], (KPROCESSOR_MODE)a[SingleMode], (byte)a[SingleAlertable] != 0, a[SingleTimeout]));

    public static readonly Ddi KeWaitForMultipleObjects = Ddi.Declare(
        "KeWaitForMultipleObjects",
        new()
        {
            Family = DdiFamily.Wait,
            Parameters =
            [
                Value("Count"), Address("Object"), Value("WaitType"), Value("WaitReason"), Value("WaitMode"), Value("Alertable"),
                Address("Timeout"), Address("WaitBlockArray"),
            ],
            Irql = IrqlRule.ByTimeout,
            ChecksIrqlItself = true,
            Failure = Alerted(MultipleAlertable, MultipleMode),
            LowResourcesSince = WindowsVersion.Vista,
            Modelled = "no user APCs, no priorities",
        },
        (machine, a) => machine.Waits.ForMultiple(
            (uint)a[0],
            a[1],
            (WAIT_TYPE)a[2] == WAIT_TYPE.WaitAll,
            (KPROCESSOR_MODE)a[MultipleMode],
            (byte)a[MultipleAlertable] != 0,
            a[MultipleTimeout],
            a[MultipleBlocks]));

    public static readonly Ddi KeDelayExecutionThread = Ddi.Declare(
        "KeDelayExecutionThread",
        new()
        {
            Parameters = [Value("WaitMode"), Value("Alertable"), Address("Interval")],
            Irql = IrqlRule.Apc,
            ChecksIrqlItself = true,
        },
        (machine, a) => machine.Waits.Delay((byte)a[1] != 0, a[2]));

    private static FailureContract Alerted(int parameter, int mode) => new(FailureShape.Alerted, NTSTATUS.STATUS_ALERTED)
    {
        ByArguments = a => (byte)a[parameter] != 0 ? FailureShape.Alerted : FailureShape.CannotFail,
        Alternatives = [FailureShape.UserApc],
        MoreByArguments = (_, a) => (KPROCESSOR_MODE)a[mode] == KPROCESSOR_MODE.UserMode ? [FailureShape.UserApc] : [],
        InContext = machine => !machine.Scheduler.Current.IsSystem,
    };
}
