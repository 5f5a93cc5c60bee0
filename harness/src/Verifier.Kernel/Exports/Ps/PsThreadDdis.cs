namespace Verifier.Kernel;

/// <summary>
/// Threads and processes (harness/docs/facts/io.md#work-items-and-threads; harness/docs/facts/memory.md#objects-handles-and-threads).
/// </summary>
internal static class PsThreadDdis
{
    /// <summary>
    /// Starts a system thread. The handle must be closed, the thread ends itself and must have ended before the driver is unloaded.
    /// IRQL: PASSIVE_LEVEL. STATUS_INSUFFICIENT_RESOURCES when memory is short (harness/docs/facts/memory.md#objects-handles-and-threads).
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "in the system process, whatever process is named")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS PsCreateSystemThread(
        Machine machine,
        Out<ulong> threadHandle,
        uint desiredAccess,
        Pointer objectAttributes,
        ulong processHandle,
        Pointer clientId,
        Routine<KSTART_ROUTINE> startRoutine,
        Pointer startContext)
    {
        var status = machine.SystemThreads.Create(desiredAccess, objectAttributes, startRoutine, startContext, out var handle);
        if (status.IsSuccess)
        {
            machine.Memory.Write(threadHandle, handle);
            WriteClientId(machine, clientId, machine.Scheduler.Find(machine.Handles.Find(handle)!.Object)!);
        }

        return status;
    }

    /// <summary>Ends the running system thread; does not return there. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS PsTerminateSystemThread(Machine machine, NTSTATUS exitStatus) => machine.SystemThreads.Terminate();

    /// <summary>The thread object of the running thread. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer PsGetCurrentThread(Machine machine) => new(machine, machine.Scheduler.Current.ThreadObject);

    /// <summary>The same as PsGetCurrentThread. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer KeGetCurrentThread(Machine machine) => new(machine, machine.Scheduler.Current.ThreadObject);

    /// <summary>The number of the running thread. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong PsGetCurrentThreadId(Machine machine) => machine.Scheduler.Current.ClientId;

    /// <summary>The number of a thread. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static ulong PsGetThreadId(Machine machine, Pointer thread) =>
        machine.SystemThreads.Of(thread) is { } found ? found.ClientId : 0;

    /// <summary>True if it is a system thread. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool PsIsSystemThread(Machine machine, Pointer thread) => machine.SystemThreads.Of(thread) is { IsSystem: true };

    /// <summary>The process in which the running thread works. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer PsGetCurrentProcess(Machine machine) => new(machine, machine.CurrentProcess);

    /// <summary>The same as PsGetCurrentProcess. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer IoGetCurrentProcess(Machine machine) => new(machine, machine.CurrentProcess);

    /// <summary>The number of that process; 4 is the system. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong PsGetCurrentProcessId(Machine machine) => machine.KernelData.IdOf(machine.CurrentProcess);

    /// <summary>The number of a process. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong PsGetProcessId(Machine machine, Pointer process) => machine.KernelData.IdOf(process);

    /// <summary>The number of a thread's process. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong PsGetThreadProcessId(Machine machine, Pointer thread) =>
        machine.SystemThreads.Of(thread) is { } found ? machine.KernelData.IdOf(machine.ProcessOf(found)) : 0;

    /// <summary>Sets a thread's priority, 1 to 31; the one before. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Modelled = "noted; threads run in order of arrival")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static int KeSetPriorityThread(Machine machine, Pointer thread, int priority) =>
        machine.SystemThreads.SetPriority(thread, priority);

    /// <summary>A thread's priority. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static int KeQueryPriorityThread(Machine machine, Pointer thread) => machine.SystemThreads.Of(thread)?.Priority ?? 0;

    /// <summary>UserMode in a thread of the application, KernelMode in a system thread. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static KPROCESSOR_MODE ExGetPreviousMode(Machine machine) =>
        machine.Scheduler.Current.IsSystem ? KPROCESSOR_MODE.KernelMode : KPROCESSOR_MODE.UserMode;

    /// <summary>CLIENT_ID: the numbers of the process and of the thread.</summary>
    private static void WriteClientId(Machine machine, ulong address, SimulatedThread thread)
    {
        if (address != 0)
        {
            machine.Memory.Write(address, machine.KernelData.IdOf(machine.ProcessOf(thread)));
            machine.Memory.Write(address + sizeof(ulong), thread.ClientId);
        }
    }
}
