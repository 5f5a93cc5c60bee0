namespace Verifier.Kernel;

/// <summary>
/// Waits. Lack of resources does not end one, but Driver Verifier injects STATUS_ALERTED into alertable waits of the application's
/// threads (harness/docs/facts/driver-verifier.md#low-resources-simulation-functions).
/// </summary>
internal static class KeWaitDdis
{
    private const string Simple = "no user APCs, no priorities";

    /// <summary>
    /// Waits for a dispatcher object. <paramref name="timeout"/> is in 100 ns: negative relative, positive absolute system time, null for
    /// ever. IRQL: up to APC_LEVEL, DISPATCH_LEVEL with a timeout of 0. Returns STATUS_SUCCESS, STATUS_TIMEOUT, STATUS_ALERTED or
    /// STATUS_ABANDONED_WAIT_0, all of which pass NT_SUCCESS (harness/docs/facts/memory.md#waits-and-probes).
    /// </summary>
    [Ddi(Family = DdiFamily.Wait, LowResourcesSince = WindowsVersion.Vista, Modelled = Simple, Returns = typeof(NTSTATUS))]
    [Irql(IrqlCondition.Blocking, ChecksItself = true)]
    [Fails(
        FailureShape.Alerted,
        Status = nameof(NTSTATUS.STATUS_ALERTED),
        ByArguments = nameof(ShapeOfAlertable),
        Alternatives = [FailureShape.UserApc],
        MoreByArguments = nameof(MoreShapesOfMode),
        InContext = nameof(IsInApplication))]
    [Checks(nameof(CheckObject))]
    public static IEnumerator<KernelAction> KeWaitForSingleObject(
        Machine machine,
        Pointer @object,
        KWAIT_REASON waitReason = KWAIT_REASON.Executive,
        KPROCESSOR_MODE waitMode = KPROCESSOR_MODE.KernelMode,
        bool alertable = false,
        OptionalIn<long> timeout = default) =>
        machine.Waits.ForSingle(@object, waitMode, alertable, timeout);

    /// <summary>Another name of KeWaitForSingleObject.</summary>
    [Ddi(
        Family = DdiFamily.Wait,
        LowResourcesSince = WindowsVersion.Vista,
        Modelled = Simple,
        IsInlined = true,
        Returns = typeof(NTSTATUS))]
    [Irql(IrqlCondition.Blocking, ChecksItself = true)]
    [Fails(
        FailureShape.Alerted,
        Status = nameof(NTSTATUS.STATUS_ALERTED),
        ByArguments = nameof(ShapeOfAlertable),
        Alternatives = [FailureShape.UserApc],
        MoreByArguments = nameof(MoreShapesOfMode),
        InContext = nameof(IsInApplication))]
    [Checks(nameof(CheckMutex))]
    public static IEnumerator<KernelAction> KeWaitForMutexObject(
        Machine machine, Pointer mutex, KWAIT_REASON waitReason, KPROCESSOR_MODE waitMode, bool alertable, OptionalIn<long> timeout) =>
        machine.Waits.ForSingle(mutex, waitMode, alertable, timeout);

    /// <summary>
    /// Waits for any or all of the objects whose addresses stand in an array. More than three need <paramref name="waitBlockArray"/> (0xC
    /// otherwise), more than 64 are never allowed. Returns STATUS_WAIT_0 plus the index of the object for WaitAny. IRQL and timeout as for
    /// one object.
    /// </summary>
    [Ddi(Family = DdiFamily.Wait, LowResourcesSince = WindowsVersion.Vista, Modelled = Simple, Returns = typeof(NTSTATUS))]
    [Irql(IrqlCondition.Blocking, ChecksItself = true)]
    [Fails(
        FailureShape.Alerted,
        Status = nameof(NTSTATUS.STATUS_ALERTED),
        ByArguments = nameof(ShapeOfAlertable),
        Alternatives = [FailureShape.UserApc],
        MoreByArguments = nameof(MoreShapesOfMode),
        InContext = nameof(IsInApplication))]
    public static IEnumerator<KernelAction> KeWaitForMultipleObjects(
        Machine machine,
        uint count,
        Pointer @object,
        WAIT_TYPE waitType,
        KWAIT_REASON waitReason,
        KPROCESSOR_MODE waitMode,
        bool alertable,
        OptionalIn<long> timeout,
        Pointer waitBlockArray) =>
        machine.Waits.ForMultiple(count, @object, waitType == WAIT_TYPE.WaitAll, waitMode, alertable, timeout, waitBlockArray);

    /// <summary>
    /// Waits until an interval in 100 ns (negative relative, positive absolute system time) is over. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.APC_LEVEL, ChecksItself = true)]
    public static IEnumerator<KernelAction> KeDelayExecutionThread(
        Machine machine, KPROCESSOR_MODE waitMode, bool alertable, In<long> interval) =>
        machine.Waits.Delay(alertable, interval);

    internal static FailureShape ShapeOfAlertable(bool alertable) => alertable ? FailureShape.Alerted : FailureShape.CannotFail;

    internal static IReadOnlyList<FailureShape> MoreShapesOfMode(KPROCESSOR_MODE waitMode) =>
        waitMode == KPROCESSOR_MODE.UserMode ? [FailureShape.UserApc] : [];

    internal static bool IsInApplication(Machine machine) => !machine.Scheduler.Current.IsSystem;

    internal static void CheckObject(Machine machine, Pointer @object, KPROCESSOR_MODE waitMode, OptionalIn<long> timeout) =>
        machine.Waits.CheckSingle(@object, waitMode, timeout);

    internal static void CheckMutex(Machine machine, Pointer mutex, KPROCESSOR_MODE waitMode, OptionalIn<long> timeout) =>
        machine.Waits.CheckSingle(mutex, waitMode, timeout);
}
