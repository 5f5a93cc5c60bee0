namespace Verifier.Kernel;

/// <summary>Callback objects.</summary>
internal static class ExCallbackDdis
{
    /// <summary>
    /// Opens a callback object by its name or makes it, and references it: ObDereferenceObject gives it back. STATUS_UNSUCCESSFUL without a name,
    /// STATUS_OBJECT_NAME_NOT_FOUND, STATUS_INSUFFICIENT_RESOURCES. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "the system's own objects are never notified")]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ExCreateCallback(
        Machine machine, Out<Pointer> callbackObject, Pointer objectAttributes, bool create, bool allowMultipleCallbacks)
    {
        var status = machine.Executive.Callbacks.Create(
            ObjectAttributes.Read(machine, objectAttributes), create, allowMultipleCallbacks, out var body);
        if (status.IsSuccess)
        {
            machine.Memory.Write(callbackObject, body);
        }

        return status;
    }

    /// <summary>
    /// Registers a routine with a callback object; NULL when memory is short, or the object takes one routine and has it. ExUnregisterCallback takes
    /// it back. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer ExRegisterCallback(
        Machine machine, Pointer callbackObject, Routine<CALLBACK_FUNCTION> callbackFunction, Pointer callbackContext = default) =>
        new(machine, machine.Executive.Callbacks.Register(callbackObject, callbackFunction, callbackContext));

    /// <summary>Takes a registration back. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExUnregisterCallback(Machine machine, Pointer callbackRegistration) =>
        machine.Executive.Callbacks.Unregister(callbackRegistration);

    /// <summary>Calls the routines that are registered with an object, at the caller's IRQL. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> ExNotifyCallback(
        Machine machine, Pointer callbackObject, Pointer argument1 = default, Pointer argument2 = default) =>
        machine.Executive.Callbacks.Notify(callbackObject, argument1, argument2);
}
