namespace Verifier.Kernel;

/// <summary>Entries of a query table that are read directly into the driver's memory.</summary>
internal sealed class RegistryDirectRead(Machine machine)
{
    private const int TypeCheckShift = 24;

    private static readonly string[] TrustedHives =
    [
        @"\Registry\Machine\Hardware", @"\Registry\Machine\Software", @"\Registry\Machine\System", @"\Registry\Machine\Security",
        @"\Registry\Machine\Sam",
    ];

    /// <summary>Reads one value; a value that is not there is its default, or missing.</summary>
    public NTSTATUS Read(RtlQueryRegistryTable entry, string keyPath)
    {
        var isChecked = (entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_TYPECHECK) != 0;
        RequireTrusted(keyPath, isChecked);
        var name = CountedString.ReadTerminated(machine, entry.Name, isWide: true);
        var key = machine.Registry.Find(keyPath);
        var stored = key?.Value(name);
        if ((stored ?? entry.DefaultOf(machine, name)) is not { } value)
        {
            return entry.IsRequired ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND : NTSTATUS.STATUS_SUCCESS;
        }

        if (isChecked && stored is not null && entry.DefaultType >> TypeCheckShift != (uint)stored.Type)
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        var status = Store(value, entry.EntryContext);
        if (status.IsSuccess && (entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_DELETE) != 0)
        {
            key?.DeleteValue(name);
        }

        return status;
    }

    // Any user may have written a value of any type and length into a hive that is not the system's (from Windows 8, Microsoft's page).
    private void RequireTrusted(string keyPath, bool isChecked)
    {
        if (isChecked || machine.Profile.Version < WindowsVersion.Windows8 || Array.Exists(TrustedHives, hive => IsBelow(keyPath, hive)))
        {
            return;
        }

        throw machine.BugCheck(
            Stops.SecurityCheck.UnsafeQuery(0, 0),
            $"RtlQueryRegistryValues was asked to read directly from {keyPath}, which is no system hive, without "
                + "RTL_QUERY_REGISTRY_TYPECHECK: a process that may write there can overrun the driver's buffer.");
    }

    private static bool IsBelow(string path, string hive) =>
        path.StartsWith(hive, StringComparison.OrdinalIgnoreCase) && (path.Length == hive.Length || path[hive.Length] == '\\');

    private NTSTATUS Store(RegistryValue value, ulong context) =>
        value.IsText ? StoreText(value.Data, context) : StoreBytes(value, context);

    /// <summary>
    /// Into a UNICODE_STRING: its buffer, or a new one that the driver frees when it has none. A text that is longer than such a string can
    /// say is cut (our choice).
    /// </summary>
    private NTSTATUS StoreText(byte[] data, ulong context)
    {
        data = data.Length > CountedString.MaximumBytes ? data[..CountedString.MaximumBytes] : data;
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
