namespace Verifier.Kernel;

/// <content>Types of objects, which are the kernel's data, and macros of the headers.</content>
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

    /// <summary>One more reference. IRQL: up to DISPATCH_LEVEL.</summary>
    public void ObReferenceObject(Pointer referencedObject) => ObfReferenceObject(referencedObject);

    /// <summary>
    /// One reference less; the last one deletes the object (0x18 or 0xC4/0x3F when there is none left). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public void ObDereferenceObject(Pointer referencedObject) => ObfDereferenceObject(referencedObject);

    private Pointer TypeObject(ObjectKind kind) => At(Machine.KernelData.ObjectType((int)kind));
}
