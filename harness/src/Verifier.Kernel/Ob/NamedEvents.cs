namespace Verifier.Kernel;

/// <summary>Events with a handle: IoCreateNotificationEvent, ZwCreateEvent. An event that has the name already is opened.</summary>
internal sealed class NamedEvents(Machine machine)
{
    /// <summary>STATUS_SUCCESS, STATUS_OBJECT_NAME_EXISTS when it was there, STATUS_OBJECT_PATH_NOT_FOUND, or STATUS_INSUFFICIENT_RESOURCES.</summary>
    public NTSTATUS Create(ObjectAttributes given, uint access, EVENT_TYPE type, bool signalled, out ulong body, out ulong handle)
    {
        (body, handle) = (0, 0);
        if (given.Name is { } name && machine.Objects.Find(name) is { } existing)
        {
            if (existing.Kind != ObjectKind.Event)
            {
                return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
            }

            body = existing.Body;
            handle = machine.Handles.Create(body, access, given.Flags);
            return NTSTATUS.STATUS_OBJECT_NAME_EXISTS;
        }

        if (given is { Name: { } path, RootDirectory: 0 } && !ObjectDirectories.Has(machine, ObjectDirectories.ParentOf(path)))
        {
            return NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND;
        }

        if (machine.Objects.Create(ObjectKind.Event, SizeOf.KEVENT, given.Name) is not { } made)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        body = made.Body;
        machine.Events.Initialise(body, type, signalled);
        handle = machine.Handles.Create(body, access, given.Flags);
        machine.Objects.Dereference(body);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// IoCreateNotificationEvent, IoCreateSynchronizationEvent: the KEVENT, good for as long as the handle is open, or 0.
    /// </summary>
    public ulong CreateForDriver(ulong name, ulong handleOut, EVENT_TYPE type)
    {
        const uint allAccess = 0x1F0003;
        var text = name == 0 ? null : ObjectAttributes.ReadName(machine, name);
        var isKernel = machine.Profile.Version >= WindowsVersion.Server2003;
        var given = new ObjectAttributes(0, text, isKernel ? OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE : 0);
        if (!Create(given, allAccess, type, signalled: true, out var body, out var handle).IsSuccess)
        {
            return 0;
        }

        machine.Memory.Write(handleOut, handle);
        return body;
    }
}
