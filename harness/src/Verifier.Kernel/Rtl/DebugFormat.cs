using System.Globalization;
using System.Text;

namespace Verifier.Kernel;

/// <summary>printf formats as DbgPrint takes them: %d %i %u %x %X %o %c %s %S %ws %hs %p %wZ %Z, widths, flags, l, ll, h, I64.</summary>
internal sealed class DebugFormat(Machine machine, ulong[] arguments)
{
    private readonly StringBuilder _text = new();
    private int _next;

    /// <summary>How many values a format takes.</summary>
    public static int FieldsOf(string format) => format.Replace("%%", string.Empty, StringComparison.Ordinal).Count(c => c == '%');

    public string Expand(string format)
    {
        for (var at = 0; at < format.Length;)
        {
            if (format[at] == '%')
            {
                at = Field(format, at + 1);
            }
            else
            {
                _text.Append(format[at++]);
            }
        }

        return _text.ToString();
    }

    private int Field(string format, int at)
    {
        var flags = Take(format, ref at, "-+ #0");
        var width = Take(format, ref at, "0123456789");
        _ = Take(format, ref at, ".0123456789*");
        var size = format.AsSpan(at).StartsWith("I64") ? "I64" : Take(format, ref at, "lhwI");
        at += size == "I64" ? 3 : 0;
        if (at >= format.Length)
        {
            return at;
        }

        var text = format[at] == '%' ? "%" : Value(format[at], size);
        var padded = int.TryParse(width, CultureInfo.InvariantCulture, out var columns) && columns > text.Length;
        _text.Append(!padded ? text
            : flags.Contains('-') ? text.PadRight(columns)
            : text.PadLeft(columns, flags.Contains('0') ? '0' : ' '));
        return at + 1;
    }

    private string Value(char kind, string size)
    {
        var argument = _next < arguments.Length ? arguments[_next++] : 0;
        var isWide64 = size is "I64" or "ll" or "I";
        var number = isWide64 ? argument : (uint)argument;
        return kind switch
        {
            'd' or 'i' => (isWide64 ? (long)argument : (int)argument).ToString(CultureInfo.InvariantCulture),
            'u' => number.ToString(CultureInfo.InvariantCulture),
            'x' => number.ToString("x", CultureInfo.InvariantCulture),
            'X' => number.ToString("X", CultureInfo.InvariantCulture),
            'o' => Convert.ToString((long)number, 8),
            'p' => argument.ToString("X16", CultureInfo.InvariantCulture),
            'c' or 'C' => ((char)argument).ToString(),
            'Z' => Counted(argument, size),
            's' => Text(argument, isWide: size.Contains('w') || size == "l"),
            'S' => Text(argument, isWide: size != "h"),
            _ => kind.ToString(),
        };
    }

    private string Counted(ulong address, string size) =>
        address == 0 ? "(null)" : new CountedString(machine, address, isWide: size.Contains('w')).Text;

    private string Text(ulong address, bool isWide) => address == 0 ? "(null)" : CountedString.ReadTerminated(machine, address, isWide);

    private static string Take(string format, ref int at, string allowed)
    {
        var start = at;
        while (at < format.Length && allowed.Contains(format[at]))
        {
            at++;
        }

        return format[start..at];
    }
}
