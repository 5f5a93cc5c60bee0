namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: waits.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>KeWaitForSingleObject for a mutex; another name for it.</summary>
    public NTSTATUS KeWaitForMutexObject(
        Pointer mutex,
        KWAIT_REASON waitReason = KWAIT_REASON.Executive,
        KPROCESSOR_MODE waitMode = KPROCESSOR_MODE.KernelMode,
        bool alertable = false,
        long? timeout = null) => KeWaitForSingleObject(mutex, waitReason, waitMode, alertable, timeout);

    /// <summary>The same with the array of addresses in the caller's frame.</summary>
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
        var array = At(frame.Push(8 * objects.Length));
        for (var i = 0; i < objects.Length; i++)
        {
            array.WritePointer(8 * i, objects[i]);
        }

        return KeWaitForMultipleObjects(
            (uint)objects.Length, array, waitType, waitReason, waitMode, alertable, timeout, waitBlockArray);
    }
}
