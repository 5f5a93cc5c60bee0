using System.Globalization;
using System.Text;

namespace Verifier.Kernel;

/// <summary>
/// Expands printf formats as the kernel's C runtime does: %d %i %u %x %X %o %c %C %s %S %p %wZ %Z with flags, width, precision and the
/// sizes h, hh, l, ll, w, I, I32, I64, j, t, z. A floating-point field takes its argument and is shown by its letter alone.
/// </summary>
internal sealed class CrtFormat(Machine machine, CrtArguments arguments, bool isWide)
{
    private const string Sizes = "hlLwjtz";

    private readonly StringBuilder _text = new();

    /// <summary>The text of a terminated format with its arguments.</summary>
    public string Expand(ulong format) => Expand(CountedString.ReadTerminated(machine, format, isWide));

    private string Expand(string format)
    {
        for (var at = 0; at < format.Length;)
        {
            if (format[at] == '%')
            {
                at = Append(format, at + 1);
            }
            else
            {
                _text.Append(format[at++]);
            }
        }

        return _text.ToString();
    }

    private int Append(string format, int at)
    {
        var field = new Field { Flags = Take(format, ref at, "-+ #0") };
        field.Width = Number(format, ref at) ?? 0;
        if (field.Width < 0)
        {
            field.Flags += '-';
            field.Width = -field.Width;
        }

        if (at < format.Length && format[at] == '.')
        {
            at++;
            field.Precision = Number(format, ref at) ?? 0;
        }

        field.Size = SizeOf(format, ref at);
        if (at >= format.Length)
        {
            return at;
        }

        _text.Append(format[at] == '%' ? "%" : Padded(field, Value(field, format[at])));
        return at + 1;
    }

    /// <summary>A number, or the next argument for an asterisk; null when there is neither.</summary>
    private int? Number(string format, ref int at)
    {
        if (at < format.Length && format[at] == '*')
        {
            at++;
            return (int)arguments.Next();
        }

        var digits = Take(format, ref at, "0123456789");
        return digits.Length == 0 ? null : int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }

    private static string SizeOf(string format, ref int at)
    {
        foreach (var size in (string[])["I64", "I32", "I"])
        {
            if (format.AsSpan(at).StartsWith(size))
            {
                at += size.Length;
                return size;
            }
        }

        return Take(format, ref at, Sizes);
    }

    /// <summary>The prefix and the text of one field, before it is padded to its width.</summary>
    private (string Prefix, string Text) Value(Field field, char kind)
    {
        var argument = arguments.Next();
        return kind switch
        {
            'd' or 'i' => Signed(field, argument),
            'u' => ("", Digits(field, Cut(field, argument).ToString(CultureInfo.InvariantCulture))),
            'x' or 'X' => Hexadecimal(field, Cut(field, argument), kind),
            'o' => (field.Has('#') ? "0" : "", Digits(field, Convert.ToString((long)Cut(field, argument), 8))),
            'p' => ("", argument.ToString("X16", CultureInfo.InvariantCulture)),
            'c' => ("", Character(field, argument, isWide)),
            'C' => ("", Character(field, argument, !isWide)),
            's' => ("", Text(field, argument, isWide)),
            'S' => ("", Text(field, argument, !isWide)),
            'Z' => ("", Counted(field, argument)),
            _ => ("", kind.ToString()),
        };
    }

    private static (string Prefix, string Text) Signed(Field field, ulong argument)
    {
        var value = field.Is64 ? (long)argument
            : field.Size == "hh" ? (sbyte)argument
            : field.Size == "h" ? (short)argument
            : (int)argument;
        var digits = value < 0 ? value.ToString(CultureInfo.InvariantCulture)[1..] : value.ToString(CultureInfo.InvariantCulture);
        return (value < 0 ? "-" : field.Has('+') ? "+" : field.Has(' ') ? " " : "", Digits(field, digits));
    }

    private static (string Prefix, string Text) Hexadecimal(Field field, ulong value, char kind)
    {
        var digits = Digits(field, value.ToString(kind.ToString(), CultureInfo.InvariantCulture));
        return (field.Has('#') && value != 0 ? $"0{kind}" : "", digits);
    }

    private static ulong Cut(Field field, ulong argument) =>
        field.Is64 ? argument : field.Size == "hh" ? (byte)argument : field.Size == "h" ? (ushort)argument : (uint)argument;

    // A precision is the least number of digits, and takes the place of the flag for leading zeros.
    private static string Digits(Field field, string digits)
    {
        field.PadsWithZeros = field.Has('0') && !field.Has('-') && field.Precision is null;
        return field.Precision == 0 && digits == "0" ? "" : digits.PadLeft(field.Precision ?? 0, '0');
    }

    private static string Character(Field field, ulong argument, bool isWideByDefault) =>
        (IsWide(field, isWideByDefault) ? (char)argument : (char)(byte)argument).ToString();

    private string Text(Field field, ulong address, bool isWideByDefault)
    {
        const string missing = "(null)";
        return address == 0
            ? missing[..Math.Min(field.Precision ?? missing.Length, missing.Length)]
            : CountedString.ReadTerminated(machine, address, IsWide(field, isWideByDefault), field.Precision ?? int.MaxValue);
    }

    private string Counted(Field field, ulong address)
    {
        var text = address == 0 ? "(null)" : new CountedString(machine, address, field.Size is "w" or "l").Text;
        return text[..Math.Min(field.Precision ?? text.Length, text.Length)];
    }

    private static bool IsWide(Field field, bool isWideByDefault) => field.Size is "w" or "l" || (field.Size != "h" && isWideByDefault);

    private static string Padded(Field field, (string Prefix, string Text) value)
    {
        var text = value.Prefix + value.Text;
        return field.Has('-') ? text.PadRight(field.Width)
            : field.PadsWithZeros ? value.Prefix + value.Text.PadLeft(Math.Max(0, field.Width - value.Prefix.Length), '0')
            : text.PadLeft(field.Width);
    }

    private static string Take(string format, ref int at, string allowed)
    {
        var start = at;
        while (at < format.Length && allowed.Contains(format[at]))
        {
            at++;
        }

        return format[start..at];
    }

    /// <summary>The part of a field between the percent sign and the letter.</summary>
    private sealed class Field
    {
        public string Flags { get; set; } = "";

        public int Width { get; set; }

        public int? Precision { get; set; }

        public string Size { get; set; } = "";

        public bool PadsWithZeros { get; set; }

        public bool Is64 => Size is "I64" or "I" or "ll" or "j" or "t" or "z";

        public bool Has(char flag) => Flags.Contains(flag);
    }
}
