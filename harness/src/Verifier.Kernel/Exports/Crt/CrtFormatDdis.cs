namespace Verifier.Kernel;

/// <summary>
/// The printf family of the C runtime, in 8-bit and 16-bit characters. A count is in characters; a text that does not fit is cut and has no
/// terminator, and the result is -1.
/// </summary>
internal static class CrtFormatDdis
{
    private const string WithoutFloatingPoint = "no floating point";

    /// <summary>Writes a formatted text and its terminator; the number of characters.</summary>
    [Ddi(HasPrototype = false, IsVariadic = true, Modelled = WithoutFloatingPoint)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int sprintf(Machine machine, Pointer buffer, Pointer format, ReadOnlySpan<ulong> arguments) =>
        Write(machine, false, buffer, null, format, CrtArguments.Passed(arguments));

    /// <summary>As sprintf, with a va_list.</summary>
    [Ddi(HasPrototype = false, Modelled = WithoutFloatingPoint)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int vsprintf(Machine machine, Pointer buffer, Pointer format, Pointer arguments) =>
        Write(machine, false, buffer, null, format, CrtArguments.List(machine, arguments));

    /// <summary>Writes at most a number of characters of a formatted text; the number of characters, or -1 when there are more.</summary>
    [Ddi(HasPrototype = false, IsVariadic = true, Modelled = WithoutFloatingPoint)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _snprintf(Machine machine, Pointer buffer, ulong count, Pointer format, ReadOnlySpan<ulong> arguments) =>
        Write(machine, false, buffer, count, format, CrtArguments.Passed(arguments));

    /// <summary>As _snprintf, with a va_list.</summary>
    [Ddi(HasPrototype = false, Modelled = WithoutFloatingPoint)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _vsnprintf(Machine machine, Pointer buffer, ulong count, Pointer format, Pointer arguments) =>
        Write(machine, false, buffer, count, format, CrtArguments.List(machine, arguments));

    /// <summary>As sprintf, for 16-bit characters. The kernel's form takes no count.</summary>
    [Ddi(HasPrototype = false, IsVariadic = true, Modelled = WithoutFloatingPoint)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int swprintf(Machine machine, Pointer buffer, Pointer format, ReadOnlySpan<ulong> arguments) =>
        Write(machine, true, buffer, null, format, CrtArguments.Passed(arguments));

    /// <summary>As _snprintf, for 16-bit characters.</summary>
    [Ddi(HasPrototype = false, IsVariadic = true, Modelled = WithoutFloatingPoint)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _snwprintf(Machine machine, Pointer buffer, ulong count, Pointer format, ReadOnlySpan<ulong> arguments) =>
        Write(machine, true, buffer, count, format, CrtArguments.Passed(arguments));

    /// <summary>As _snwprintf, with a va_list.</summary>
    [Ddi(HasPrototype = false, Modelled = WithoutFloatingPoint)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _vsnwprintf(Machine machine, Pointer buffer, ulong count, Pointer format, Pointer arguments) =>
        Write(machine, true, buffer, count, format, CrtArguments.List(machine, arguments));

    private static int Write(Machine machine, bool isWide, ulong buffer, ulong? count, ulong format, CrtArguments arguments)
    {
        var text = new CrtFormat(machine, arguments, isWide).Expand(format);
        if (buffer == 0 && count == 0)
        {
            return text.Length;
        }

        var strings = new CrtString(machine, isWide);
        var isWhole = count is not { } most || (ulong)text.Length <= most;
        strings.WriteText(buffer, isWhole ? text : text[..(int)count!], isTerminated: count is null || (ulong)text.Length < count);
        return isWhole ? text.Length : -1;
    }
}
