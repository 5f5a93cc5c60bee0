using System.Globalization;

namespace Verifier.Kernel;

/// <summary>A number at the start of a text, as the C runtime reads it.</summary>
/// <param name="Magnitude">Its digits' value; <see cref="ulong.MaxValue"/> when that does not fit.</param>
/// <param name="IsNegative">A minus sign stands before it.</param>
/// <param name="End">The address behind it; that of the text when there is no number.</param>
internal readonly record struct CrtNumber(ulong Magnitude, bool IsNegative, ulong End)
{
    private const int MostRadix = 36;

    /// <summary>The number, negative ones as their complement.</summary>
    public ulong Value => IsNegative ? unchecked(0 - Magnitude) : Magnitude;

    /// <summary>Reads blanks, a sign, a prefix 0x in base 16 or 0 and digits; base 0 takes the base from the prefix.</summary>
    public static CrtNumber Parse(Machine machine, ulong text, bool isWide, int radix)
    {
        var strings = new CrtString(machine, isWide);
        var unit = isWide ? 2UL : 1;
        ulong at = 0;
        while (CrtCharacters.IsSpace(strings.At(text, at)))
        {
            at++;
        }

        var isNegative = strings.At(text, at) == '-';
        at += strings.At(text, at) is '+' or '-' ? 1UL : 0;
        var hasPrefix = strings.At(text, at) == '0' && strings.At(text, at + 1) is 'x' or 'X' && Digit(strings.At(text, at + 2)) < 16;
        radix = radix != 0 ? radix : hasPrefix ? 16 : strings.At(text, at) == '0' ? 8 : 10;
        at += radix == 16 && hasPrefix ? 2UL : 0;
        var first = at;
        ulong value = 0;
        for (int digit; (digit = Digit(strings.At(text, at))) < radix; at++)
        {
            value = value > (ulong.MaxValue - (ulong)digit) / (ulong)radix ? ulong.MaxValue : (value * (ulong)radix) + (ulong)digit;
        }

        return at == first ? new CrtNumber(0, false, text) : new CrtNumber(value, isNegative, text + (at * unit));
    }

    /// <summary>strtol: what does not fit is the nearest number that does.</summary>
    public static int ToLong(Machine machine, ulong text, ulong end, int radix, bool isWide)
    {
        var number = Read(machine, text, end, radix, isWide);
        return number.IsNegative
            ? number.Magnitude > 1UL + int.MaxValue ? int.MinValue : (int)-(long)number.Magnitude
            : number.Magnitude > int.MaxValue ? int.MaxValue : (int)number.Magnitude;
    }

    /// <summary>strtoul: what does not fit is the greatest number.</summary>
    public static uint ToUnsignedLong(Machine machine, ulong text, ulong end, int radix, bool isWide)
    {
        var number = Read(machine, text, end, radix, isWide);
        return number.Magnitude > uint.MaxValue ? uint.MaxValue : unchecked((uint)number.Value);
    }

    /// <summary>_itoa: the digits of a number and a terminator; the buffer.</summary>
    public static Pointer Write(Machine machine, int value, Pointer buffer, int radix, bool isWide)
    {
        var text = radix == 10 ? value.ToString(CultureInfo.InvariantCulture) : DigitsOf((uint)value, (uint)radix);
        new CrtString(machine, isWide).WriteText(buffer, text, isTerminated: true);
        return buffer;
    }

    private static CrtNumber Read(Machine machine, ulong text, ulong end, int radix, bool isWide)
    {
        var isBase = radix is 0 or (>= 2 and <= MostRadix);
        var number = isBase ? Parse(machine, text, isWide, radix) : new CrtNumber(0, false, text);
        if (end != 0)
        {
            machine.Memory.Write(end, number.End);
        }

        return number;
    }

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? (c | ' ') - 'a' + 10 : int.MaxValue;

    private static string DigitsOf(uint value, uint radix)
    {
        const string digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        var text = string.Empty;
        if (radix is < 2 or > MostRadix)
        {
            return text;
        }

        do
        {
            text = digits[(int)(value % radix)] + text;
            value /= radix;
        }
        while (value > 0);

        return text;
    }
}
