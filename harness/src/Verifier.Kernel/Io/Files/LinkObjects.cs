namespace Verifier.Kernel;

/// <summary>Open symbolic links: an object and a handle for the driver, and what the link stood for when it was opened.</summary>
internal sealed class LinkObjects(Machine machine)
{
    private const int ObjectBytes = 0x28;

    private readonly Dictionary<ulong, string> _open = [];

    /// <summary>ZwOpenSymbolicLinkObject: STATUS_OBJECT_NAME_NOT_FOUND when there is no link of the name.</summary>
    public NTSTATUS Open(ObjectAttributes given, uint access, out ulong handle)
    {
        handle = 0;
        if (given.Name is not { Length: > 0 } name || machine.Io.Names.TargetOf(name) is not { } target)
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
        }

        var body = 0UL;
        if (machine.Objects.Create(ObjectKind.SymbolicLink, ObjectBytes, deleted: () => _open.Remove(body)) is not { } made)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        body = made.Body;
        _open.Add(body, target);
        handle = machine.Handles.Create(body, access, given.Flags);
        machine.Objects.Dereference(body);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The target of the link behind a handle; an error status if the handle is not a link's.</summary>
    public NTSTATUS Find(ulong handle, out string target)
    {
        target = string.Empty;
        return machine.Handles.Find(handle) is not { } entry ? NTSTATUS.STATUS_INVALID_HANDLE
            : _open.TryGetValue(entry.Object, out target!) ? NTSTATUS.STATUS_SUCCESS
            : NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
    }

    public void Reset() => _open.Clear();
}
