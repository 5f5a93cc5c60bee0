namespace Verifier.Kernel;

/// <content>Objects, references and handles.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>*ExEventObjectType.</summary>
    public Pointer ExEventObjectType => TypeObject(ObjectKind.Event);

    /// <summary>*ExSemaphoreObjectType.</summary>
    public Pointer ExSemaphoreObjectType => TypeObject(ObjectKind.Semaphore);

    /// <summary>*PsThreadType.</summary>
    public Pointer PsThreadType => TypeObject(ObjectKind.Thread);

    /// <summary>*PsProcessType.</summary>
    public Pointer PsProcessType => TypeObject(ObjectKind.Process);

    /// <summary>*IoFileObjectType.</summary>
    public Pointer IoFileObjectType => TypeObject(ObjectKind.File);

    /// <summary>*IoDeviceObjectType.</summary>
    public Pointer IoDeviceObjectType => TypeObject(ObjectKind.Device);

    /// <summary>
    /// References the object behind a handle; NULL and an error status when there is none or it has another type. Dereference it once.
    /// IRQL: PASSIVE_LEVEL.
    /// </summary>
    public NTSTATUS ObReferenceObjectByHandle(
        ulong handle, uint desiredAccess, Pointer objectType, KPROCESSOR_MODE accessMode, out Pointer referencedObject)
    {
        using var frame = new StackFrame(Machine);
        var variable = frame.Push(0UL);
        var status = CallForStatus(ObDdis.ObReferenceObjectByHandle, handle, desiredAccess, objectType, (ulong)accessMode, variable, 0);
        referencedObject = At(Machine.Memory.Read<ulong>(variable));
        return status;
    }

    /// <summary>References an object of a type. IRQL: up to DISPATCH_LEVEL.</summary>
    public NTSTATUS ObReferenceObjectByPointer(
        Pointer referencedObject, uint desiredAccess, Pointer objectType, KPROCESSOR_MODE accessMode) =>
        CallForStatus(ObDdis.ObReferenceObjectByPointer, referencedObject, desiredAccess, objectType, (ulong)accessMode);

    /// <summary>One more reference. IRQL: up to DISPATCH_LEVEL.</summary>
    public void ObReferenceObject(Pointer referencedObject) => Call(ObDdis.ObfReferenceObject, referencedObject);

    /// <summary>
    /// One reference less; the last one deletes the object (0x18 or 0xC4/0x3F when there is none left). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public void ObDereferenceObject(Pointer referencedObject) => Call(ObDdis.ObfDereferenceObject, referencedObject);

    /// <summary>ObDereferenceObject that leaves the deletion to later; here it is at once. IRQL: up to DISPATCH_LEVEL.</summary>
    public void ObDereferenceObjectDeferDelete(Pointer referencedObject) => Call(ObDdis.ObDereferenceObjectDeferDelete, referencedObject);

    /// <summary>
    /// Creates or opens a named notification event, signalled at first; NULL when memory is short. The pointer is good for as long as the
    /// handle is open. IRQL: PASSIVE_LEVEL.
    /// </summary>
    public Pointer IoCreateNotificationEvent(UnicodeString eventName, out ulong eventHandle) =>
        CreateEvent(ObDdis.IoCreateNotificationEvent, eventName, out eventHandle);

    /// <summary>IoCreateNotificationEvent for a synchronization event.</summary>
    public Pointer IoCreateSynchronizationEvent(UnicodeString eventName, out ulong eventHandle) =>
        CreateEvent(ObDdis.IoCreateSynchronizationEvent, eventName, out eventHandle);

    private Pointer CreateEvent(Ddi ddi, UnicodeString eventName, out ulong eventHandle)
    {
        using var frame = new StackFrame(Machine);
        var variable = frame.Push(0UL);
        var made = CallForPointer(ddi, eventName, variable);
        eventHandle = Machine.Memory.Read<ulong>(variable);
        return made;
    }

    private Pointer TypeObject(ObjectKind kind) => At(Machine.KernelData.ObjectType((int)kind));
}
