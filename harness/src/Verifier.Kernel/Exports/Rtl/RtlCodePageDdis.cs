using System.Runtime.InteropServices;
using System.Text;

namespace Verifier.Kernel;

/// <summary>
/// Conversions between 8-bit and 16-bit characters without counted strings. The code page is Latin-1: one byte a character.
/// </summary>
internal static class RtlCodePageDdis
{
    /// <summary>Bytes of a string in 16-bit characters, with a terminator. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static uint RtlxAnsiStringToUnicodeSize(Machine machine, AnsiString ansiString) =>
        (uint)(CountedString.Ansi(machine, ansiString).Length + 1) * sizeof(char);

    /// <summary>Bytes of a string in 8-bit characters, with a terminator. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static uint RtlxUnicodeStringToAnsiSize(Machine machine, UnicodeString unicodeString) =>
        (uint)(CountedString.Unicode(machine, unicodeString).Length / sizeof(char)) + 1;

    /// <summary>The character at an address in 16 bits; the driver's pointer then leads to the next. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static char RtlAnsiCharToUnicodeChar(Machine machine, [Parameter(Name = "SourceCharacter")] Pointer source)
    {
        var at = machine.Memory.Read<ulong>(source);
        machine.Memory.Write(source, at + 1);
        return (char)machine.Memory.Read<byte>(at);
    }

    /// <summary>Converts to 16-bit characters, as many as fit, without a terminator. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlMultiByteToUnicodeN(
        Machine machine,
        Pointer unicodeString,
        uint maxBytesInUnicodeString,
        Pointer bytesInUnicodeString,
        Pointer multiByteString,
        uint bytesInMultiByteString)
    {
        var source = new byte[Math.Min(bytesInMultiByteString, maxBytesInUnicodeString / sizeof(char))];
        machine.Memory.CopyFrom(multiByteString, source);
        machine.Memory.CopyTo(unicodeString, MemoryMarshal.AsBytes(Encoding.Latin1.GetString(source).AsSpan()));
        Tell(machine, bytesInUnicodeString, source.Length * sizeof(char));
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Bytes of so many 8-bit characters in 16 bits, without a terminator. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlMultiByteToUnicodeSize(
        Machine machine, Out<uint> bytesInUnicodeString, Pointer multiByteString, uint bytesInMultiByteString)
    {
        machine.Memory.Write(bytesInUnicodeString, bytesInMultiByteString * sizeof(char));
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// Converts to 8-bit characters, as many as fit, without a terminator of its own; what the code page lacks is a question mark. IRQL: up
    /// to APC_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlUnicodeToMultiByteN(
        Machine machine,
        Pointer multiByteString,
        uint maxBytesInMultiByteString,
        Pointer bytesInMultiByteString,
        Pointer unicodeString,
        uint bytesInUnicodeString)
    {
        var source = new char[Math.Min(bytesInUnicodeString / sizeof(char), maxBytesInMultiByteString)];
        machine.Memory.CopyFrom(unicodeString, MemoryMarshal.AsBytes(source.AsSpan()));
        machine.Memory.CopyTo(multiByteString, Encoding.Latin1.GetBytes(source));
        Tell(machine, bytesInMultiByteString, source.Length);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Bytes of so many bytes of 16-bit characters in 8 bits, without a terminator. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlUnicodeToMultiByteSize(
        Machine machine, Out<uint> bytesInMultiByteString, Pointer unicodeString, uint bytesInUnicodeString)
    {
        machine.Memory.Write(bytesInMultiByteString, bytesInUnicodeString / sizeof(char));
        return NTSTATUS.STATUS_SUCCESS;
    }

    private static void Tell(Machine machine, ulong variable, int bytes)
    {
        if (variable != 0)
        {
            machine.Memory.Write(variable, (uint)bytes);
        }
    }
}
