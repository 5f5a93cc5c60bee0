using System.Globalization;

namespace Verifier.Kernel;

/// <summary>The work behind the Rtl string routines: arguments are register values, strings are where the driver keeps them.</summary>
internal static class StringRoutines
{
    /// <summary>RtlInitUnicodeString, RtlInitAnsiString: counts the source, which stays the buffer.</summary>
    public static void Init(Machine machine, ulong destination, ulong source, bool isWide)
    {
        var text = new CountedString(machine, destination, isWide);
        if (source == 0)
        {
            text.Set(0, 0, 0);
            return;
        }

        var counted = CountedString.ReadTerminated(machine, source, isWide).Length * text.Unit;
        var bytes = Math.Min(counted, isWide ? CountedString.MaximumBytes - text.Unit : CountedString.MaximumBytes);
        text.Set(bytes, bytes + text.Unit, source);
    }

    /// <summary>RtlCopyUnicodeString: as many bytes as fit, an odd one too; NULL as the source empties the destination.</summary>
    public static void Copy(Machine machine, ulong destination, ulong source)
    {
        var to = CountedString.Unicode(machine, destination);
        byte[] bytes = source == 0 ? [] : CountedString.Unicode(machine, source).Bytes();
        var fits = Math.Min(bytes.Length, to.MaximumLength);
        if (fits == 0)
        {
            to.SetLength(0);
            return;
        }

        to.Write(0, bytes.AsSpan(0, fits));
    }

    /// <summary>RtlAppendUnicodeToString and RtlAppendUnicodeStringToString: all or nothing.</summary>
    public static NTSTATUS Append(Machine machine, ulong destination, ReadOnlySpan<byte> bytes)
    {
        var to = CountedString.Unicode(machine, destination);
        if (bytes.IsEmpty)
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        if (to.Length + bytes.Length > to.MaximumLength)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        to.Write(to.Length, bytes);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// Negative, zero or positive as the first text is less, equal or greater, by upper-case code units where case does not count.
    /// </summary>
    public static int Compare(string first, string second, bool ignoreCase) =>
        ignoreCase ? string.CompareOrdinal(Upcase(first), Upcase(second)) : string.CompareOrdinal(first, second);

    /// <summary>Each character in upper case; the length never changes.</summary>
    public static string Upcase(string text) => text.ToUpperInvariant();

    /// <summary>Each character in lower case; the length never changes.</summary>
    public static string Downcase(string text) =>
        string.Create(text.Length, text, (to, from) => from.AsSpan().ToLowerInvariant(to));

    /// <summary>RtlIntegerToUnicodeString: digits in base 2, 8, 10 or 16 with a terminator; base 0 is 10.</summary>
    public static NTSTATUS FromInteger(Machine machine, uint value, uint radix, ulong destination)
    {
        var digits = radix switch
        {
            0 or 10 => value.ToString(CultureInfo.InvariantCulture),
            2 => value.ToString("B", CultureInfo.InvariantCulture),
            8 => Convert.ToString(value, 8),
            16 => value.ToString("X", CultureInfo.InvariantCulture),
            _ => null,
        };
        var to = CountedString.Unicode(machine, destination);
        return digits is null ? NTSTATUS.STATUS_INVALID_PARAMETER
            : (digits.Length + 1) * to.Unit > to.MaximumLength ? NTSTATUS.STATUS_BUFFER_OVERFLOW
            : machine.Strings.Store(to, digits, allocate: false);
    }

    /// <summary>
    /// RtlUnicodeStringToInteger: blanks, a sign, a prefix 0x, 0o or 0b where the base is 0, digits until the first other character. An
    /// empty string is STATUS_INVALID_PARAMETER; one without a number is 0.
    /// </summary>
    public static NTSTATUS ToInteger(Machine machine, string text, uint radix, ulong value)
    {
        if (text.Length == 0)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        var at = 0;
        while (at < text.Length && text[at] <= ' ')
        {
            at++;
        }

        var isNegative = at < text.Length && text[at] == '-';
        at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
        if (radix == 0)
        {
            radix = PrefixRadix(text, ref at);
        }

        if (radix is not (2 or 8 or 10 or 16))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        uint result = 0;
        for (; at < text.Length && char.IsAsciiHexDigit(text[at]) && Digit(text[at]) < radix; at++)
        {
            result = unchecked((result * radix) + Digit(text[at]));
        }

        machine.Memory.Write(value, isNegative ? unchecked(0 - result) : result);
        return NTSTATUS.STATUS_SUCCESS;
    }

    private static uint PrefixRadix(string text, ref int at)
    {
        if (at + 1 >= text.Length || text[at] != '0')
        {
            return 10;
        }

        uint radix = text[at + 1] switch
        {
            'x' => 16,
            'o' => 8,
            'b' => 2,
            _ => 0,
        };
        at += radix == 0 ? 0 : 2;
        return radix == 0 ? 10 : radix;
    }

    private static uint Digit(char c) => (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | ' ') - 'a' + 10);
}
