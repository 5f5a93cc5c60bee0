namespace Verifier.Kernel;

/// <summary>
/// Open keys: a key object from the pool and a handle for the driver (harness/docs/facts/memory.md#strings-and-the-registry).
/// </summary>
internal sealed class KeyObjects(Machine machine)
{
    private const int ObjectBytes = 0x58;

    // STATUS_KEY_DELETED
    private static readonly NTSTATUS s_keyDeleted = new(0xC000017C);

    private readonly Dictionary<ulong, RegistryKey> _open = [];

    /// <summary>ZwOpenKey: STATUS_OBJECT_NAME_NOT_FOUND when there is no such key.</summary>
    public NTSTATUS Open(ObjectAttributes given, uint access, out ulong handle)
    {
        handle = 0;
        var status = Root(given, out var root);
        if (!status.IsSuccess)
        {
            return status;
        }

        return machine.Registry.Find(given.Name ?? string.Empty, root) is { } key
            ? OpenHandle(key, access, given.Flags, out handle)
            : NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
    }

    /// <summary>ZwCreateKey: opens the key, or makes it below a key that is there. A key that cannot be opened is not made.</summary>
    public NTSTATUS Create(ObjectAttributes given, uint access, out ulong handle, out REG_DISPOSITION disposition)
    {
        (handle, disposition) = (0, REG_DISPOSITION.REG_OPENED_EXISTING_KEY);
        var status = Root(given, out var root);
        if (!status.IsSuccess)
        {
            return status;
        }

        if (!machine.Registry.TryFindParent(given.Name ?? string.Empty, root, out var parent, out var name))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
        }

        var isNew = parent.Subkey(name) is null;
        status = OpenHandle(parent.Create(name), access, given.Flags, out handle);
        if (isNew && !status.IsSuccess)
        {
            parent.Delete(name);
        }

        disposition = isNew ? REG_DISPOSITION.REG_CREATED_NEW_KEY : REG_DISPOSITION.REG_OPENED_EXISTING_KEY;
        return status;
    }

    /// <summary>A handle to a key for the calling driver; STATUS_INSUFFICIENT_RESOURCES when the pool is exhausted.</summary>
    public NTSTATUS OpenHandle(RegistryKey key, uint access, OBJ_ATTRIBUTE_FLAGS flags, out ulong handle)
    {
        handle = 0;
        ulong body = 0;
        if (machine.Objects.Create(ObjectKind.Key, ObjectBytes, deleted: () => _open.Remove(body)) is not { } made)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        body = made.Body;
        _open.Add(body, key);
        handle = machine.Handles.Create(body, access, flags);
        machine.Objects.Dereference(body);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The key behind a handle; an error status when the handle is none of a key.</summary>
    public NTSTATUS Find(ulong handle, out RegistryKey key)
    {
        key = null!;
        if (machine.Handles.Find(handle) is not { } entry)
        {
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        if (!_open.TryGetValue(entry.Object, out var found))
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        key = found;
        return found.IsDeleted ? s_keyDeleted : NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The path of an open key.</summary>
    public string PathOf(ulong body) => _open[body].Path;

    public void Reset() => _open.Clear();

    private NTSTATUS Root(ObjectAttributes given, out RegistryKey? root)
    {
        root = null;
        if (given.RootDirectory == 0)
        {
            return given.Name is { Length: > 0 } name && name[0] == '\\'
                ? NTSTATUS.STATUS_SUCCESS
                : NTSTATUS.STATUS_OBJECT_NAME_INVALID;
        }

        var status = Find(given.RootDirectory, out var found);
        root = found;
        return status;
    }
}
