namespace Verifier.Kernel;

/// <summary>The floating-point state of a thread. IRQL: up to DISPATCH_LEVEL.</summary>
internal static class KeFloatingPointDdis
{
    /// <summary>
    /// Saves the thread's floating-point state in resident memory of <see cref="SizeOf.KFLOATING_SAVE"/> bytes, so that the driver may
    /// compute. IRQL: up to DISPATCH_LEVEL. On x86 STATUS_INSUFFICIENT_RESOURCES when memory is short; x64 has nothing to save.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "x86 saves a state; elsewhere there is none, and saving cannot fail")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    [Fails(FailureShape.Status, InContext = nameof(IsSaved))]
    public static NTSTATUS KeSaveFloatingPointState(Machine machine, Pointer floatSave) => machine.FloatingPoint.Save(floatSave);

    /// <summary>Restores it, on the thread and at the IRQL that saved it (0xE7 otherwise). IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS KeRestoreFloatingPointState(Machine machine, Pointer floatSave) => machine.FloatingPoint.Restore(floatSave);

    internal static bool IsSaved(Machine machine) => FloatingPointStates.AreSaved(machine);
}
