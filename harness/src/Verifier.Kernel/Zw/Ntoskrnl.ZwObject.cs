namespace Verifier.Kernel;

/// <content>System services on handles.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>InitializeObjectAttributes: fills an OBJECT_ATTRIBUTES.</summary>
    public void InitializeObjectAttributes(
        Pointer objectAttributes,
        UnicodeString objectName,
        OBJ_ATTRIBUTE_FLAGS attributes,
        ulong rootDirectory = 0,
        Pointer security = default)
    {
        const int rootOffset = 0x08, nameOffset = 0x10, attributesOffset = 0x18, securityOffset = 0x20, qualityOffset = 0x28;
        objectAttributes.Write(0, SizeOf.OBJECT_ATTRIBUTES);
        objectAttributes.Write(rootOffset, rootDirectory);
        objectAttributes.WritePointer(nameOffset, objectName.Pointer);
        objectAttributes.Write(attributesOffset, (uint)attributes);
        objectAttributes.WritePointer(securityOffset, security);
        objectAttributes.Write(qualityOffset, 0UL);
    }

    /// <summary>Closes a handle. IRQL: PASSIVE_LEVEL. An invalid kernel handle is 0x93, any other STATUS_INVALID_HANDLE.</summary>
    public NTSTATUS ZwClose(ulong handle) => CallForStatus(ZwObjectDdis.ZwClose, handle);

    /// <summary>Creates an event, or opens the one of that name (STATUS_OBJECT_NAME_EXISTS). IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS ZwCreateEvent(
        out ulong eventHandle, uint desiredAccess, Pointer objectAttributes, EVENT_TYPE eventType, bool initialState)
    {
        using var frame = new StackFrame(Machine);
        var variable = frame.Push(0UL);
        var status = CallForStatus(
            ZwObjectDdis.ZwCreateEvent, variable, desiredAccess, objectAttributes, (ulong)eventType, initialState ? 1UL : 0);
        eventHandle = Machine.Memory.Read<ulong>(variable);
        return status;
    }

    /// <summary>Signals the event behind a handle. IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS ZwSetEvent(ulong eventHandle) => CallForStatus(ZwObjectDdis.ZwSetEvent, eventHandle, 0);

    /// <summary>Waits for the object behind a handle; timeout as for KeWaitForSingleObject. IRQL: PASSIVE_LEVEL.</summary>
    public NTSTATUS ZwWaitForSingleObject(ulong handle, bool alertable, long? timeout)
    {
        using var frame = new StackFrame(Machine);
        return CallForStatus(ZwObjectDdis.ZwWaitForSingleObject, handle, alertable ? 1UL : 0, frame.PushTimeout(timeout));
    }
}
