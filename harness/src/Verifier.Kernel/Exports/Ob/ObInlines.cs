namespace Verifier.Kernel;

/// <content>Macros of the headers: references of objects.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>One more reference. IRQL: up to DISPATCH_LEVEL.</summary>
    public void ObReferenceObject(Pointer referencedObject) => ObfReferenceObject(referencedObject);

    /// <summary>
    /// One reference less; the last one deletes the object (0x18 or 0xC4/0x3F when there is none left). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public void ObDereferenceObject(Pointer referencedObject) => ObfDereferenceObject(referencedObject);
}
