using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Threads and processes (facts/wdm-io.md §4; facts/pool-and-memory-api.md §7).</summary>
internal static class PsThreadDdis
{
    public static readonly Ddi PsCreateSystemThread = Ddi.Declare(
        "PsCreateSystemThread",
        new()
        {
            Family = DdiFamily.Object,
            Parameters =
            [
                Address("ThreadHandle"), Value("DesiredAccess"), Address("ObjectAttributes"), Value("ProcessHandle"), Address("ClientId"),
                Address("StartRoutine"), Address("StartContext"),
            ],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
            Modelled = "in the system process, whatever process is named",
        },
        CreateSystemThread);

    public static readonly Ddi PsTerminateSystemThread = Ddi.Declare(
        "PsTerminateSystemThread",
        new() { Parameters = [Value("ExitStatus")], Irql = IrqlRule.Passive },
        (machine, _) => machine.SystemThreads.Terminate().Value);

    public static readonly Ddi PsGetCurrentThread = Ddi.Declare(
        "PsGetCurrentThread", new(), (machine, _) => machine.Scheduler.Current.ThreadObject);

    public static readonly Ddi KeGetCurrentThread = Ddi.Declare(
        "KeGetCurrentThread", new(), (machine, _) => machine.Scheduler.Current.ThreadObject);

    public static readonly Ddi PsGetCurrentThreadId = Ddi.Declare(
        "PsGetCurrentThreadId", new(), (machine, _) => ThreadId(machine.Scheduler.Current));

    public static readonly Ddi PsGetThreadId = Ddi.Declare(
        "PsGetThreadId",
        new() { Parameters = [Address("Thread")], Irql = IrqlRule.Dispatch, Since = WindowsVersion.WindowsXP },
        (machine, a) => machine.SystemThreads.Of(a[0]) is { } thread ? ThreadId(thread) : 0);

    public static readonly Ddi PsIsSystemThread = Ddi.Declare(
        "PsIsSystemThread",
        new() { Parameters = [Address("Thread")], Irql = IrqlRule.Dispatch, Since = WindowsVersion.WindowsXP },
        (machine, a) => machine.SystemThreads.Of(a[0]) is { IsSystem: true } ? 1UL : 0);

    public static readonly Ddi PsGetCurrentProcess = Ddi.Declare(
        "PsGetCurrentProcess", new(), (machine, _) => machine.CurrentProcess);

    public static readonly Ddi IoGetCurrentProcess = Ddi.Declare(
        "IoGetCurrentProcess", new(), (machine, _) => machine.CurrentProcess);

    public static readonly Ddi PsGetCurrentProcessId = Ddi.Declare(
        "PsGetCurrentProcessId", new(), (machine, _) => machine.KernelData.IdOf(machine.CurrentProcess));

    public static readonly Ddi PsGetProcessId = Ddi.Declare(
        "PsGetProcessId",
        new() { Parameters = [Address("Process")], Since = WindowsVersion.WindowsXP },
        (machine, a) => machine.KernelData.IdOf(a[0]));

    public static readonly Ddi PsGetThreadProcessId = Ddi.Declare(
        "PsGetThreadProcessId",
        new() { Parameters = [Address("Thread")] },
        (machine, a) => machine.SystemThreads.Of(a[0]) is { } thread ? machine.KernelData.IdOf(machine.ProcessOf(thread)) : 0);

    public static readonly Ddi KeSetPriorityThread = Ddi.Declare(
        "KeSetPriorityThread",
        new()
        {
            Parameters = [Address("Thread"), Value("Priority")],
            Irql = IrqlRule.Passive,
            Modelled = "noted; threads run in order of arrival",
        },
        (machine, a) => (ulong)machine.SystemThreads.SetPriority(a[0], (int)a[1]));

    public static readonly Ddi KeQueryPriorityThread = Ddi.Declare(
        "KeQueryPriorityThread",
        new() { Parameters = [Address("Thread")], Irql = IrqlRule.Passive },
        (machine, a) => (ulong)(machine.SystemThreads.Of(a[0])?.Priority ?? 0));

    public static readonly Ddi ExGetPreviousMode = Ddi.Declare(
        "ExGetPreviousMode",
        new() { Irql = IrqlRule.Dispatch },
        (machine, _) => (ulong)(machine.Scheduler.Current.IsSystem ? KPROCESSOR_MODE.KernelMode : KPROCESSOR_MODE.UserMode));

    private static ulong CreateSystemThread(Machine machine, ReadOnlySpan<ulong> a)
    {
        var status = machine.SystemThreads.Create((uint)a[1], a[2], a[5], a[6], out var handle);
        if (status.IsSuccess)
        {
            machine.Memory.Write(a[0], handle);
            WriteClientId(machine, a[4], machine.Scheduler.Find(machine.Handles.Find(handle)!.Object)!);
        }

        return status.Value;
    }

    /// <summary>CLIENT_ID: the numbers of the process and of the thread.</summary>
    private static void WriteClientId(Machine machine, ulong address, SimulatedThread thread)
    {
        if (address != 0)
        {
            machine.Memory.Write(address, machine.KernelData.IdOf(machine.ProcessOf(thread)));
            machine.Memory.Write(address + sizeof(ulong), ThreadId(thread));
        }
    }

    // Numbers like NT's: multiples of four.
    private static ulong ThreadId(SimulatedThread thread) => 4 * ((ulong)thread.Id + 3);
}
