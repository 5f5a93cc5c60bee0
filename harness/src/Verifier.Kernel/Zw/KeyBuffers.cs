using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>
/// Results of key queries in a driver's buffer: STATUS_BUFFER_TOO_SMALL when not even the fixed part fits, STATUS_BUFFER_OVERFLOW with
/// as much as fits when the rest does not; the length needed is always told.
/// </summary>
internal static class KeyBuffers
{
    /// <summary>A value in one of its forms (harness/docs/facts/io.md#structure-layouts for the partial one).</summary>
    public static NTSTATUS WriteValue(Machine machine, RegistryValue value, KEY_VALUE_INFORMATION_CLASS form, KeyBuffer into)
    {
        const uint align64 = 8;
        var name = MemoryMarshal.AsBytes(value.Name.AsSpan()).ToArray();
        var isAligned = form is KEY_VALUE_INFORMATION_CLASS.KeyValueFullInformationAlign64 or KEY_VALUE_INFORMATION_CLASS.KeyValuePartialInformationAlign64;
        if (isAligned && into.Address % align64 != 0)
        {
            return NTSTATUS.STATUS_DATATYPE_MISALIGNMENT;
        }

        switch (form)
        {
            case KEY_VALUE_INFORMATION_CLASS.KeyValuePartialInformationAlign64:
                return Write(machine, into, [(uint)value.Type, (uint)value.Data.Length], value.Data);
            case KEY_VALUE_INFORMATION_CLASS.KeyValueBasicInformation:
                return Write(machine, into, [0, (uint)value.Type, (uint)name.Length], name);
            case KEY_VALUE_INFORMATION_CLASS.KeyValuePartialInformation:
                return Write(machine, into, [0, (uint)value.Type, (uint)value.Data.Length], value.Data);
            case KEY_VALUE_INFORMATION_CLASS.KeyValueFullInformation or KEY_VALUE_INFORMATION_CLASS.KeyValueFullInformationAlign64:
                const int headerBytes = 20;
                var boundary = isAligned ? (int)align64 : sizeof(uint);
                var dataOffset = (headerBytes + name.Length + boundary - 1) & -boundary;
                var rest = new byte[dataOffset - headerBytes + value.Data.Length];
                name.CopyTo(rest, 0);
                value.Data.CopyTo(rest, dataOffset - headerBytes);
                return Write(machine, into, [0, (uint)value.Type, (uint)dataOffset, (uint)value.Data.Length, (uint)name.Length], rest);
            default:
                return NTSTATUS.STATUS_INVALID_PARAMETER;
        }
    }

    /// <summary>A key in one of its forms. No time of its last write is kept, and no class: its length is 0.</summary>
    public static NTSTATUS WriteKey(Machine machine, RegistryKey key, KEY_INFORMATION_CLASS form, KeyBuffer into)
    {
        const uint nodeHeader = 24, fullHeader = 44;
        var name = MemoryMarshal.AsBytes(key.Name.AsSpan()).ToArray();
        var nameLength = (uint)name.Length;
        return form switch
        {
            KEY_INFORMATION_CLASS.KeyBasicInformation => Write(machine, into, [0, 0, 0, nameLength], name),
            KEY_INFORMATION_CLASS.KeyNodeInformation => Write(machine, into, [0, 0, 0, nodeHeader + nameLength, 0, nameLength], name),
            KEY_INFORMATION_CLASS.KeyFullInformation => Write(
                machine,
                into,
                [
                    0, 0, 0, fullHeader, 0, (uint)key.Subkeys.Count, Longest(key.Subkeys.Select(k => k.Name.Length * sizeof(char))), 0,
                    (uint)key.Values.Count, Longest(key.Values.Select(v => v.Name.Length * sizeof(char))), Longest(key.Values.Select(v => v.Data.Length)),
                ],
                []),
            _ => NTSTATUS.STATUS_INVALID_PARAMETER,
        };
    }

    /// <summary>The path of a key as a KEY_NAME_INFORMATION.</summary>
    public static NTSTATUS WriteKeyPath(Machine machine, RegistryKey key, KeyBuffer into)
    {
        var path = MemoryMarshal.AsBytes(key.Path.AsSpan()).ToArray();
        return Write(machine, into, [(uint)path.Length], path);
    }

    private static uint Longest(IEnumerable<int> lengths) => (uint)lengths.DefaultIfEmpty().Max();

    private static NTSTATUS Write(Machine machine, KeyBuffer into, uint[] header, byte[] rest)
    {
        var headerBytes = header.Length * sizeof(uint);
        machine.Memory.Write(into.ResultLength, (uint)(headerBytes + rest.Length));
        if (into.Length < headerBytes)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        machine.Memory.CopyTo(into.Address, MemoryMarshal.AsBytes(header.AsSpan()));
        var fits = Math.Min(rest.Length, (int)into.Length - headerBytes);
        machine.Memory.CopyTo(into.Address + (ulong)headerBytes, rest.AsSpan(0, fits));
        return fits < rest.Length ? NTSTATUS.STATUS_BUFFER_OVERFLOW : NTSTATUS.STATUS_SUCCESS;
    }
}

/// <summary>A driver's buffer for a key query, and where it is told the length needed.</summary>
internal readonly record struct KeyBuffer(ulong Address, uint Length, ulong ResultLength);
