namespace Verifier.Kernel;

/// <summary>System services on handles (harness/docs/facts/memory.md#objects-handles-and-threads).</summary>
internal static class ZwObjectDdis
{
    /// <summary>Closes a handle. IRQL: PASSIVE_LEVEL. An invalid kernel handle is 0x93, any other STATUS_INVALID_HANDLE.</summary>
    [Ddi(Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static IEnumerator<KernelAction> ZwClose(Machine machine, ulong handle) => machine.Handles.Close(handle);

    /// <summary>Creates an event, or opens the one of that name (STATUS_OBJECT_NAME_EXISTS). IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwCreateEvent(
        Machine machine, Out<ulong> eventHandle, uint desiredAccess, Pointer objectAttributes, EVENT_TYPE eventType, bool initialState)
    {
        var given = ObjectAttributes.Read(machine, objectAttributes);
        var status = machine.NamedEvents.Create(given, desiredAccess, eventType, initialState, out _, out var handle);
        if (status.IsSuccess)
        {
            machine.Memory.Write(eventHandle, handle);
        }

        return status;
    }

    /// <summary>Signals the event behind a handle. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwSetEvent(Machine machine, ulong eventHandle, Pointer previousState = default)
    {
        if (machine.Handles.Find(eventHandle) is not { } entry)
        {
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        if (machine.Objects.KindOf(entry.Object) != ObjectKind.Event)
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        var before = machine.Events.Set(entry.Object);
        if (!previousState.IsNull)
        {
            machine.Memory.Write(previousState, before);
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Waits for the object behind a handle; timeout as for KeWaitForSingleObject. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static IEnumerator<KernelAction> ZwWaitForSingleObject(Machine machine, ulong handle, bool alertable, OptionalIn<long> timeout)
    {
        if (machine.Handles.Find(handle) is not { } entry)
        {
            machine.Scheduler.Current.Result = NTSTATUS.STATUS_INVALID_HANDLE.Value;
            yield break;
        }

        yield return KernelAction.Run(machine.Waits.ForSingle(entry.Object, KPROCESSOR_MODE.KernelMode, alertable, timeout));
    }
}
