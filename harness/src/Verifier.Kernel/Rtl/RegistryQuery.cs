namespace Verifier.Kernel;

/// <summary>RtlQueryRegistryValues for entries that are read directly into the driver's memory.</summary>
internal sealed class RegistryQuery(Machine machine)
{
    private const RTL_QUERY_REGISTRY FromTop = RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_TOPKEY | RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_SUBKEY;
    private const uint OptionalFlag = 0x80000000;
    private const int TypeCheckShift = 24;
    private const uint TypeMask = 0x00FFFFFF;

    /// <summary>The key that a path of the Rtl routines means: a path of 16-bit characters, or a handle.</summary>
    public NTSTATUS FindKey(uint relativeTo, ulong path, out RegistryKey key)
    {
        key = null!;
        var from = (RTL_REGISTRY)(relativeTo & ~OptionalFlag);
        if ((from & RTL_REGISTRY.RTL_REGISTRY_HANDLE) != 0)
        {
            return machine.Keys.Find(path, out key);
        }

        if (PathOf(from, path) is not { } full || machine.Registry.Find(full) is not { } found)
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
        }

        key = found;
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The full path, or null for a root that the machine does not have.</summary>
    public string? PathOf(RTL_REGISTRY relativeTo, ulong path) =>
        Registry.Absolute(relativeTo, path == 0 ? string.Empty : CountedString.ReadTerminated(machine, path, isWide: true));

    /// <summary>Reads every entry of a table; the first failure ends it.</summary>
    public NTSTATUS Read(uint relativeTo, ulong path, ulong table)
    {
        var status = FindKey(relativeTo, path, out var top);
        if (!status.IsSuccess)
        {
            return status;
        }

        var key = top;
        for (var at = table; ; at += RtlQueryRegistryTable.Bytes)
        {
            var entry = new RtlQueryRegistryTable(new Pointer(machine, at));
            if (entry.QueryRoutine.IsNull && entry.Name.IsNull)
            {
                return NTSTATUS.STATUS_SUCCESS;
            }

            key = (entry.Flags & FromTop) != 0 ? top : key;
            status = ReadEntry(entry, ref key);
            if (!status.IsSuccess)
            {
                return status;
            }
        }
    }

    private NTSTATUS ReadEntry(RtlQueryRegistryTable entry, ref RegistryKey key)
    {
        var name = entry.Name.IsNull ? string.Empty : CountedString.ReadTerminated(machine, entry.Name, isWide: true);
        var isRequired = (entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_REQUIRED) != 0;
        if ((entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_SUBKEY) != 0)
        {
            var subkey = machine.Registry.Find(name, key);
            key = subkey ?? key;
            return subkey is null && isRequired ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND : NTSTATUS.STATUS_SUCCESS;
        }

        if ((entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_DIRECT) == 0)
        {
            return NTSTATUS.STATUS_NOT_SUPPORTED;
        }

        if ((key.Value(name) ?? DefaultOf(entry, name)) is not { } value)
        {
            return isRequired ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND : NTSTATUS.STATUS_SUCCESS;
        }

        var wanted = entry.DefaultType >> TypeCheckShift;
        if ((entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_TYPECHECK) != 0 && wanted != (uint)value.Type)
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        var status = Store(value, entry.EntryContext);
        if (status.IsSuccess && (entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_DELETE) != 0)
        {
            key.DeleteValue(name);
        }

        return status;
    }

    private RegistryValue? DefaultOf(RtlQueryRegistryTable entry, string name)
    {
        var type = (REG_TYPE)(entry.DefaultType & TypeMask);
        if (type == REG_TYPE.REG_NONE || entry.DefaultData.IsNull)
        {
            return null;
        }

        if (entry.DefaultLength == 0)
        {
            return RegistryValue.Of(name, CountedString.ReadTerminated(machine, entry.DefaultData, isWide: true)) with { Type = type };
        }

        var data = new byte[entry.DefaultLength];
        machine.Memory.CopyFrom(entry.DefaultData, data);
        return new RegistryValue(name, type, data);
    }

    private NTSTATUS Store(RegistryValue value, ulong context) =>
        value.IsText ? StoreText(value.Data, context) : StoreBytes(value, context);

    /// <summary>Into a UNICODE_STRING: its buffer, or a new one that the driver frees when it has none.</summary>
    private NTSTATUS StoreText(byte[] data, ulong context)
    {
        var text = CountedString.Unicode(machine, context);
        var length = Math.Max(0, data.Length - text.Unit);
        if (text.Buffer == 0)
        {
            var buffer = machine.Strings.Allocate(data.Length);
            if (buffer == 0)
            {
                return NTSTATUS.STATUS_NO_MEMORY;
            }

            text.Set(length, data.Length, buffer);
        }
        else if (data.Length > text.MaximumLength)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        machine.Memory.CopyTo(text.Buffer, data);
        text.SetLength(length);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Up to four bytes as they are; more into a buffer that begins with its size: negative for data alone.</summary>
    private NTSTATUS StoreBytes(RegistryValue value, ulong context)
    {
        if (value.Data.Length <= sizeof(uint))
        {
            machine.Memory.CopyTo(context, value.Data);
            return NTSTATUS.STATUS_SUCCESS;
        }

        const int lengthAndType = 8;
        var size = machine.Memory.Read<int>(context);
        var needed = size < 0 ? value.Data.Length : value.Data.Length + lengthAndType;
        if (Math.Abs((long)size) < needed)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        if (size >= 0)
        {
            machine.Memory.Write(context, value.Data.Length);
            machine.Memory.Write(context + sizeof(uint), (uint)value.Type);
            context += lengthAndType;
        }

        machine.Memory.CopyTo(context, value.Data);
        return NTSTATUS.STATUS_SUCCESS;
    }
}
