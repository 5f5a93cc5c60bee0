namespace Verifier.Kernel;

/// <summary>Objects and references (harness/docs/facts/memory.md#objects-handles-and-threads). One reference, one dereference.</summary>
internal static class ObDdis
{
    /// <summary>
    /// References the object behind a handle; NULL and an error status when there is none or it has another type. Dereference it once.
    /// What the handle grants is stored where an address for it is given. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ObReferenceObjectByHandle(
        Machine machine,
        ulong handle,
        uint desiredAccess,
        Pointer objectType,
        KPROCESSOR_MODE accessMode,
        Out<Pointer> @object,
        Pointer handleInformation = default)
    {
        const long grantedAccessOffset = 4;
        var kind = objectType.IsNull ? null : machine.KernelData.KindOfType(objectType);
        var status = machine.Handles.Reference(handle, desiredAccess, kind, accessMode, out var body);
        machine.Memory.Write(@object, status.IsSuccess ? body : 0);
        if (status.IsSuccess && !handleInformation.IsNull)
        {
            machine.Memory.Write(handleInformation, 0u);
            machine.Memory.Write(
                handleInformation + grantedAccessOffset, machine.Handles.Find(handle)?.GrantedAccess ?? uint.MaxValue);
        }

        return status;
    }

    /// <summary>References an object of a type. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS ObReferenceObjectByPointer(
        Machine machine, Pointer @object, uint desiredAccess, Pointer objectType, KPROCESSOR_MODE accessMode)
    {
        // Without a type the access mode must be KernelMode.
        var kind = machine.Objects.KindOf(@object);
        var isAnyType = objectType.IsNull && accessMode == KPROCESSOR_MODE.KernelMode;
        if (!isAnyType && kind is not null && (objectType.IsNull || kind != machine.KernelData.KindOfType(objectType)))
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        machine.Objects.ReferenceForCaller(@object);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The exported name of ObReferenceObject: one more reference. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ObfReferenceObject(Machine machine, Pointer @object) => machine.Objects.ReferenceForCaller(@object);

    /// <summary>
    /// The exported name of ObDereferenceObject: one reference less; the last one deletes the object (0x18 or 0xC4/0x3F when there is none
    /// left). IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ObfDereferenceObject(Machine machine, Pointer @object) => machine.Objects.DereferenceForCaller(@object);

    /// <summary>
    /// <see cref="ObfDereferenceObject"/> that leaves the deletion to later; here it is at once. Windows Vista and later. IRQL: up to
    /// DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ObDereferenceObjectDeferDelete(Machine machine, Pointer @object) => machine.Objects.DereferenceForCaller(@object);

    /// <summary>
    /// Creates or opens a named notification event, signalled at first; NULL when memory is short. The pointer is good for as long as the
    /// handle is open. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer IoCreateNotificationEvent(Machine machine, UnicodeString eventName, Out<ulong> eventHandle) =>
        new(machine, machine.NamedEvents.CreateForDriver(eventName, eventHandle, EVENT_TYPE.NotificationEvent));

    /// <summary>As <see cref="IoCreateNotificationEvent"/>, for a synchronization event.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer IoCreateSynchronizationEvent(Machine machine, UnicodeString eventName, Out<ulong> eventHandle) =>
        new(machine, machine.NamedEvents.CreateForDriver(eventName, eventHandle, EVENT_TYPE.SynchronizationEvent));
}
