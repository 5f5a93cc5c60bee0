namespace Verifier.Kernel;

/// <summary>Routines that are told of processes, threads and images. A driver removes them before it is unloaded.</summary>
internal static class PsNotifyDdis
{
    private const string WhenRemoved = "Remove is TRUE";

    /// <summary>
    /// Registers or removes a routine that is told of processes. IRQL: PASSIVE_LEVEL. STATUS_INVALID_PARAMETER when it is registered already or
    /// there are too many, STATUS_PROCEDURE_NOT_FOUND when it is to be removed and is not registered.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    [GivesBack(WhenRemoved, nameof(Removes))]
    public static IEnumerator<KernelAction> PsSetCreateProcessNotifyRoutine(
        Machine machine, Routine<CREATE_PROCESS_NOTIFY_ROUTINE> notifyRoutine, bool remove) =>
        SetProcess(machine, notifyRoutine, remove, isExtended: false);

    /// <summary>
    /// The same for a routine that is told more, and may forbid a process. IRQL: PASSIVE_LEVEL. Failures as for PsSetCreateProcessNotifyRoutine.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Since = WindowsVersion.Vista, Returns = typeof(NTSTATUS), Modelled = "images need no integrity flag")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    [GivesBack(WhenRemoved, nameof(Removes))]
    public static IEnumerator<KernelAction> PsSetCreateProcessNotifyRoutineEx(
        Machine machine, Routine<CREATE_PROCESS_NOTIFY_ROUTINE_EX> notifyRoutine, bool remove) =>
        SetProcess(machine, notifyRoutine, remove, isExtended: true);

    /// <summary>Registers a routine that is told of threads. IRQL: PASSIVE_LEVEL. STATUS_INSUFFICIENT_RESOURCES.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS PsSetCreateThreadNotifyRoutine(Machine machine, Routine<CREATE_THREAD_NOTIFY_ROUTINE> notifyRoutine) =>
        machine.NotifyRoutines.Register(NotifyKind.Thread, notifyRoutine);

    /// <summary>
    /// Removes it, and waits for calls that are under way. IRQL: PASSIVE_LEVEL. STATUS_PROCEDURE_NOT_FOUND when it is not registered.
    /// </summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static IEnumerator<KernelAction> PsRemoveCreateThreadNotifyRoutine(
        Machine machine, Routine<CREATE_THREAD_NOTIFY_ROUTINE> notifyRoutine) =>
        machine.NotifyRoutines.Remove(NotifyKind.Thread, notifyRoutine);

    /// <summary>Registers a routine that is told of images. IRQL: PASSIVE_LEVEL. STATUS_INSUFFICIENT_RESOURCES.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS PsSetLoadImageNotifyRoutine(Machine machine, Routine<LOAD_IMAGE_NOTIFY_ROUTINE> notifyRoutine) =>
        machine.NotifyRoutines.Register(NotifyKind.Image, notifyRoutine);

    /// <summary>
    /// Removes it, and waits for calls that are under way. IRQL: PASSIVE_LEVEL. STATUS_PROCEDURE_NOT_FOUND when it is not registered.
    /// </summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static IEnumerator<KernelAction> PsRemoveLoadImageNotifyRoutine(Machine machine, Routine<LOAD_IMAGE_NOTIFY_ROUTINE> notifyRoutine) =>
        machine.NotifyRoutines.Remove(NotifyKind.Image, notifyRoutine);

    internal static bool Removes(bool remove) => remove;

    private static IEnumerator<KernelAction> SetProcess(Machine machine, ulong routine, bool remove, bool isExtended)
    {
        if (remove)
        {
            return machine.NotifyRoutines.Remove(NotifyKind.Process, routine, isExtended);
        }

        machine.Scheduler.Current.Result = machine.NotifyRoutines.Register(NotifyKind.Process, routine, isExtended).Value;
        return KernelAction.Nothing;
    }
}
