namespace Verifier.Kernel;

/// <content>The floating-point state of a thread.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Saves the thread's floating-point state in resident memory of <see cref="SizeOf.KFLOATING_SAVE"/> bytes, so that the driver may
    /// compute. IRQL: up to DISPATCH_LEVEL. On x86 STATUS_INSUFFICIENT_RESOURCES when memory is short; x64 has nothing to save.
    /// </summary>
    public NTSTATUS KeSaveFloatingPointState(Pointer floatSave) => CallForStatus(KeFloatingPointDdis.KeSaveFloatingPointState, floatSave);

    /// <summary>Restores it, on the thread and at the IRQL that saved it (0xE7 otherwise). IRQL: up to DISPATCH_LEVEL.</summary>
    public NTSTATUS KeRestoreFloatingPointState(Pointer floatSave) =>
        CallForStatus(KeFloatingPointDdis.KeRestoreFloatingPointState, floatSave);
}
