namespace Verifier.Kernel;

/// <content>Waits.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Waits for a dispatcher object. <paramref name="timeout"/> is in 100 ns: negative relative, positive absolute system time, null for
    /// ever. IRQL: up to APC_LEVEL, DISPATCH_LEVEL with a timeout of 0. Returns STATUS_SUCCESS, STATUS_TIMEOUT, STATUS_ALERTED or
    /// STATUS_ABANDONED_WAIT_0, all of which pass NT_SUCCESS (facts/pool-and-memory-api.md §7).
    /// </summary>
    public NTSTATUS KeWaitForSingleObject(
        Pointer waitObject,
        KWAIT_REASON waitReason = KWAIT_REASON.Executive,
        KPROCESSOR_MODE waitMode = KPROCESSOR_MODE.KernelMode,
        bool alertable = false,
        long? timeout = null)
    {
        using var frame = new StackFrame(Machine);
        return CallForStatus(
            KeWaitDdis.KeWaitForSingleObject,
            waitObject,
            (ulong)waitReason,
            (ulong)waitMode,
            alertable ? 1UL : 0,
            frame.PushTimeout(timeout));
    }

    /// <summary>KeWaitForSingleObject for a mutex; another name for it.</summary>
    public NTSTATUS KeWaitForMutexObject(
        Pointer mutex,
        KWAIT_REASON waitReason = KWAIT_REASON.Executive,
        KPROCESSOR_MODE waitMode = KPROCESSOR_MODE.KernelMode,
        bool alertable = false,
        long? timeout = null) => KeWaitForSingleObject(mutex, waitReason, waitMode, alertable, timeout);

    /// <summary>
    /// Waits for any or all of several objects. More than three need <paramref name="waitBlockArray"/> (0xC otherwise), more than 64 are
    /// never allowed. Returns STATUS_WAIT_0 plus the index of the object for WaitAny. IRQL and timeout as for one object.
    /// </summary>
    public NTSTATUS KeWaitForMultipleObjects(
        ReadOnlySpan<Pointer> objects,
        WAIT_TYPE waitType,
        KWAIT_REASON waitReason = KWAIT_REASON.Executive,
        KPROCESSOR_MODE waitMode = KPROCESSOR_MODE.KernelMode,
        bool alertable = false,
        long? timeout = null,
        Pointer waitBlockArray = default)
    {
        using var frame = new StackFrame(Machine);
        var array = frame.Push(8 * objects.Length);
        for (var i = 0; i < objects.Length; i++)
        {
            Machine.Memory.Write(array + (ulong)(8 * i), objects[i].Address);
        }

        return CallForStatus(
            KeWaitDdis.KeWaitForMultipleObjects,
            (ulong)objects.Length,
            array,
            (ulong)waitType,
            (ulong)waitReason,
            (ulong)waitMode,
            alertable ? 1UL : 0,
            frame.PushTimeout(timeout),
            waitBlockArray);
    }

    /// <summary>
    /// Waits until an interval in 100 ns (negative relative, positive absolute system time) is over. IRQL: up to APC_LEVEL.
    /// </summary>
    public NTSTATUS KeDelayExecutionThread(KPROCESSOR_MODE waitMode, bool alertable, long interval)
    {
        using var frame = new StackFrame(Machine);
        return CallForStatus(KeWaitDdis.KeDelayExecutionThread, (ulong)waitMode, alertable ? 1UL : 0, frame.Push(interval));
    }
}
