namespace Verifier.Kernel;

/// <summary>
/// RtlQueryRegistryValues: plays a query table, entry by entry, until one fails (Microsoft's page of the routine). Entries with a query
/// routine are reported to it, the others are read directly into the driver's memory.
/// </summary>
internal sealed class RegistryQuery(Machine machine)
{
    private const RTL_QUERY_REGISTRY FromTop = RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_TOPKEY | RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_SUBKEY;
    private const RTL_REGISTRY OptionalFlag = (RTL_REGISTRY)0x80000000;

    private readonly RegistryDirectRead _direct = new(machine);
    private readonly RegistryReport _report = new(machine);

    /// <summary>The key that a path of the Rtl routines means: a path of 16-bit characters, or a handle.</summary>
    public NTSTATUS FindKey(RTL_REGISTRY relativeTo, ulong path, out RegistryKey key)
    {
        key = null!;
        if ((relativeTo & RTL_REGISTRY.RTL_REGISTRY_HANDLE) != 0)
        {
            return machine.Keys.Find(path, out key);
        }

        if (PathOf(relativeTo, path) is not { } full || machine.Registry.Find(full) is not { } found)
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
        }

        key = found;
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The full path, or null for a handle and a root that the machine does not have.</summary>
    public string? PathOf(RTL_REGISTRY relativeTo, ulong path)
    {
        var from = relativeTo & ~OptionalFlag;
        return (from & RTL_REGISTRY.RTL_REGISTRY_HANDLE) != 0
            ? null
            : Registry.Absolute(from, path == 0 ? string.Empty : CountedString.ReadTerminated(machine, path, isWide: true));
    }

    /// <summary>Plays every entry of a table; the first failure ends it. The result is the NTSTATUS.</summary>
    public IEnumerator<KernelAction> Read(RTL_REGISTRY relativeTo, ulong path, ulong table, ulong context)
    {
        var status = FindKey(relativeTo, path, out var top);
        var topPath = status.IsSuccess ? top.Path : string.Empty;
        var keyPath = topPath;
        for (var at = table; status.IsSuccess && !IsEnd(at); at += RtlQueryRegistryTable.Bytes)
        {
            var entry = Entry(at);
            status = Enter(entry, topPath, ref keyPath);
            if (status.IsSuccess && IsReported(entry))
            {
                yield return KernelAction.Run(_report.Report(keyPath, at, context));
                status = new NTSTATUS((uint)machine.Scheduler.Current.Result);
            }
            else if (status.IsSuccess && IsDirect(entry))
            {
                status = _direct.Read(entry, keyPath);
            }
        }

        machine.Scheduler.Current.Result = status.Value;
    }

    private static bool IsDirect(RtlQueryRegistryTable entry) => (entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_DIRECT) != 0;

    private static bool IsSubkey(RtlQueryRegistryTable entry) => (entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_SUBKEY) != 0;

    private static bool IsReported(RtlQueryRegistryTable entry) => !IsDirect(entry) && !entry.QueryRoutine.IsNull;

    private RtlQueryRegistryTable Entry(ulong at) => new(new Pointer(machine, at));

    private bool IsEnd(ulong at) => Entry(at) is { QueryRoutine.IsNull: true, Name.IsNull: true };

    /// <summary>Checks an entry, and moves to the key that it is about.</summary>
    private NTSTATUS Enter(RtlQueryRegistryTable entry, string topPath, ref string keyPath)
    {
        var needsName = IsDirect(entry) || IsSubkey(entry);
        var needsRoutine = !IsDirect(entry) && !IsSubkey(entry);
        if ((needsName && entry.Name.IsNull) || (needsRoutine && entry.QueryRoutine.IsNull)
            || (IsDirect(entry) && (IsSubkey(entry) || !entry.QueryRoutine.IsNull)))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        keyPath = (entry.Flags & FromTop) != 0 ? topPath : keyPath;
        if (!IsSubkey(entry))
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        // A subkey that need not be there is an empty one for the entries that follow: they get their defaults.
        keyPath = $@"{topPath}\{CountedString.ReadTerminated(machine, entry.Name, isWide: true)}";
        return machine.Registry.Find(keyPath) is null && entry.IsRequired
            ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND
            : NTSTATUS.STATUS_SUCCESS;
    }
}
