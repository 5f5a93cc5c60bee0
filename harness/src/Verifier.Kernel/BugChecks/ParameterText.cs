using System.Globalization;

namespace Verifier.Kernel;

// A parameter's value as a person reads it.
internal static class ParameterText
{
    internal static string Of(ValueKind kind, ulong value) => kind switch
    {
        ValueKind.Bytes => Counted.Grouped(value, "byte"),
        ValueKind.Count => value.ToString("N0", CultureInfo.InvariantCulture),
        ValueKind.Signed => ((int)value).ToString(CultureInfo.InvariantCulture),
        ValueKind.Irql => Irql(value),
        ValueKind.PoolType => $"{Hex(value)} ({((POOL_TYPE)(uint)value).ToNtName()})",
        ValueKind.Tag => $"'{new PoolTag((uint)value)}' ({Hex(value)})",
        ValueKind.Status => Status(value),
        ValueKind.Access => Access(value, isTwoWrite: false),
        ValueKind.FaultAccess => Access(value, isTwoWrite: true),
        _ => Hex(value),
    };

    internal static string Hex(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:X}");

    // Only the levels that are the same on every machine have a name here; which machine it was is not part of a bug check.
    private static string Irql(ulong value) => value switch
    {
        <= 2 => string.Create(CultureInfo.InvariantCulture, $"{value} ({(KIRQL)value})"),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Status(ulong value)
    {
        // A debugger prints exception codes sign-extended to 64 bits.
        var status = new NTSTATUS((uint)value);
        return status.Meaning is null ? Hex((uint)value) : $"{Hex((uint)value)} ({status.Name})";
    }

    private static string Access(ulong value, bool isTwoWrite) => value switch
    {
        0 => "0 (read)",
        1 => "1 (write)",
        2 when isTwoWrite => "2 (write)",
        2 => "2 (execute)",
        8 => "8 (execute)",
        10 or 16 when isTwoWrite => $"{Hex(value)} (execute)",
        _ => Hex(value),
    };
}
