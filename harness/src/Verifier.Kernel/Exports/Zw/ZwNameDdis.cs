using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>Events, directories and symbolic links by their names. IRQL: PASSIVE_LEVEL.</summary>
internal static class ZwNameDdis
{
    /// <summary>Opens an event by its name; STATUS_OBJECT_NAME_NOT_FOUND when there is none, STATUS_OBJECT_TYPE_MISMATCH for another object.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwOpenEvent(Machine machine, Out<ulong> eventHandle, uint desiredAccess, Pointer objectAttributes)
    {
        var given = ObjectAttributes.Read(machine, objectAttributes);
        if (given.Name is not { } name || machine.Objects.Find(name) is not { } found)
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
        }

        if (found.Kind != ObjectKind.Event)
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        machine.Memory.Write(eventHandle, machine.Handles.Create(found.Body, desiredAccess, given.Flags));
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Makes an event not signalled. STATUS_INVALID_HANDLE, STATUS_OBJECT_TYPE_MISMATCH.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwClearEvent(Machine machine, ulong eventHandle)
    {
        if (machine.Handles.Find(eventHandle) is not { } entry)
        {
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        if (machine.Objects.KindOf(entry.Object) != ObjectKind.Event)
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        machine.Dispatcher.Signal(entry.Object, 0);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// Makes a directory of the object manager's, or opens the one of that name with OBJ_OPENIF (STATUS_OBJECT_NAME_EXISTS). It goes with its last
    /// handle. STATUS_OBJECT_NAME_COLLISION, STATUS_OBJECT_PATH_NOT_FOUND, STATUS_INSUFFICIENT_RESOURCES.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "names by their full paths")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwCreateDirectoryObject(Machine machine, Out<ulong> directoryHandle, uint desiredAccess, Pointer objectAttributes)
    {
        const int bytes = 0x158;
        var given = ObjectAttributes.Read(machine, objectAttributes);
        var opens = (given.Flags & OBJ_ATTRIBUTE_FLAGS.OBJ_OPENIF) != 0;
        if (given.Name is { } taken && machine.Objects.Find(taken) is { } existing)
        {
            return existing.Kind == ObjectKind.Directory && opens
                ? Open(machine, directoryHandle, existing, desiredAccess, given.Flags, NTSTATUS.STATUS_OBJECT_NAME_EXISTS)
                : NTSTATUS.STATUS_OBJECT_NAME_COLLISION;
        }

        if (given.Name is { } path && ObjectDirectories.Has(machine, path))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_COLLISION;
        }

        if (given.Name is { } name && !ObjectDirectories.Has(machine, ObjectDirectories.ParentOf(name)))
        {
            return NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND;
        }

        if (machine.Objects.Create(ObjectKind.Directory, bytes, given.Name) is not { } made)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = Open(machine, directoryHandle, made, desiredAccess, given.Flags, NTSTATUS.STATUS_SUCCESS);
        machine.Objects.Dereference(made.Body);
        return status;
    }

    /// <summary>Opens a symbolic link by its name; STATUS_OBJECT_NAME_NOT_FOUND when there is none.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwOpenSymbolicLinkObject(Machine machine, Out<ulong> linkHandle, uint desiredAccess, Pointer objectAttributes)
    {
        var status = machine.Executive.Links.Open(ObjectAttributes.Read(machine, objectAttributes), desiredAccess, out var handle);
        if (status.IsSuccess)
        {
            machine.Memory.Write(linkHandle, handle);
        }

        return status;
    }

    /// <summary>
    /// Copies the target of a symbolic link into the buffer of a UNICODE_STRING; the bytes that it needs are stored where an address for
    /// them is given. STATUS_BUFFER_TOO_SMALL, STATUS_INVALID_HANDLE.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwQuerySymbolicLinkObject(
        Machine machine, ulong linkHandle, UnicodeString linkTarget, Out<uint> returnedLength)
    {
        var status = machine.Executive.Links.Find(linkHandle, out var target);
        if (!status.IsSuccess)
        {
            return status;
        }

        var bytes = MemoryMarshal.AsBytes(target.AsSpan());
        if (returnedLength != 0)
        {
            machine.Memory.Write(returnedLength, (uint)bytes.Length);
        }

        if (bytes.Length > linkTarget.MaximumLength)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        machine.Memory.CopyTo(linkTarget.Buffer, bytes);
        linkTarget.Length = (ushort)bytes.Length;
        return NTSTATUS.STATUS_SUCCESS;
    }

    private static NTSTATUS Open(
        Machine machine, ulong variable, KernelObject found, uint access, OBJ_ATTRIBUTE_FLAGS flags, NTSTATUS status)
    {
        machine.Memory.Write(variable, machine.Handles.Create(found.Body, access, flags));
        return status;
    }
}
