namespace Verifier.Kernel;

/// <content>Threads and processes.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Starts a system thread. The handle must be closed, the thread ends itself and must have ended before the driver is unloaded.
    /// IRQL: PASSIVE_LEVEL. STATUS_INSUFFICIENT_RESOURCES when memory is short (facts/pool-and-memory-api.md §7).
    /// </summary>
    public NTSTATUS PsCreateSystemThread(
        out ulong threadHandle,
        uint desiredAccess,
        Pointer objectAttributes,
        ulong processHandle,
        Pointer clientId,
        KSTART_ROUTINE startRoutine,
        Pointer startContext)
    {
        using var frame = new StackFrame(Machine);
        var variable = frame.Push(0UL);
        var status = CallForStatus(
            PsThreadDdis.PsCreateSystemThread,
            variable,
            desiredAccess,
            objectAttributes,
            processHandle,
            clientId,
            AddressOf(startRoutine),
            startContext);
        threadHandle = Machine.Memory.Read<ulong>(variable);
        return status;
    }

    /// <summary>Ends the running system thread; does not return there. IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS PsTerminateSystemThread(NTSTATUS exitStatus) => CallForStatus(PsThreadDdis.PsTerminateSystemThread, exitStatus.Value);

    /// <summary>The thread object of the running thread. Any IRQL.</summary>
    public Pointer PsGetCurrentThread() => CallForPointer(PsThreadDdis.PsGetCurrentThread);

    /// <summary>The same as PsGetCurrentThread. Any IRQL.</summary>
    public Pointer KeGetCurrentThread() => CallForPointer(PsThreadDdis.KeGetCurrentThread);

    /// <summary>The number of the running thread. Any IRQL.</summary>
    public ulong PsGetCurrentThreadId() => Call(PsThreadDdis.PsGetCurrentThreadId);

    /// <summary>The number of a thread. IRQL: up to DISPATCH_LEVEL.</summary>
    public ulong PsGetThreadId(Pointer thread) => Call(PsThreadDdis.PsGetThreadId, thread);

    /// <summary>Is it a system thread? IRQL: up to DISPATCH_LEVEL.</summary>
    public bool PsIsSystemThread(Pointer thread) => Call(PsThreadDdis.PsIsSystemThread, thread) != 0;

    /// <summary>The process in which the running thread works. Any IRQL.</summary>
    public Pointer PsGetCurrentProcess() => CallForPointer(PsThreadDdis.PsGetCurrentProcess);

    /// <summary>The same as PsGetCurrentProcess. Any IRQL.</summary>
    public Pointer IoGetCurrentProcess() => CallForPointer(PsThreadDdis.IoGetCurrentProcess);

    /// <summary>The number of that process; 4 is the system. Any IRQL.</summary>
    public ulong PsGetCurrentProcessId() => Call(PsThreadDdis.PsGetCurrentProcessId);

    /// <summary>The number of a process. Any IRQL.</summary>
    public ulong PsGetProcessId(Pointer process) => Call(PsThreadDdis.PsGetProcessId, process);

    /// <summary>The number of a thread's process. Any IRQL.</summary>
    public ulong PsGetThreadProcessId(Pointer thread) => Call(PsThreadDdis.PsGetThreadProcessId, thread);

    /// <summary>Sets a thread's priority, 1 to 31; the one before. IRQL: PASSIVE_LEVEL.</summary>
    public int KeSetPriorityThread(Pointer thread, int priority) => (int)Call(PsThreadDdis.KeSetPriorityThread, thread, (ulong)priority);

    /// <summary>A thread's priority. IRQL: PASSIVE_LEVEL.</summary>
    public int KeQueryPriorityThread(Pointer thread) => (int)Call(PsThreadDdis.KeQueryPriorityThread, thread);

    /// <summary>UserMode in a thread of the application, KernelMode in a system thread. IRQL: up to DISPATCH_LEVEL.</summary>
    public KPROCESSOR_MODE ExGetPreviousMode() => (KPROCESSOR_MODE)Call(PsThreadDdis.ExGetPreviousMode);
}
