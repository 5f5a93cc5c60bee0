namespace Verifier.Kernel;

/// <summary>String functions of the C runtime, 16-bit characters. Counts are in characters. Any IRQL that the memory allows.</summary>
internal static class CrtWideStringDdis
{
    /// <summary>Characters before the terminator.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong wcslen(Machine machine, Pointer text) => Wide(machine).Length(text);

    /// <summary>Characters before the terminator, at most a number of them.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong wcsnlen(Machine machine, Pointer text, ulong maxCount) => Wide(machine).Length(text, maxCount);

    /// <summary>Negative, zero or positive as the first string is less, equal or greater.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int wcscmp(Machine machine, Pointer first, Pointer second) => Wide(machine).Compare(first, second);

    /// <summary>Compares at most a number of characters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int wcsncmp(Machine machine, Pointer first, Pointer second, ulong count) => Wide(machine).Compare(first, second, count);

    /// <summary>Compares without regard to the case of ASCII letters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _wcsicmp(Machine machine, Pointer first, Pointer second) => Wide(machine).Compare(first, second, ignoreCase: true);

    /// <summary>Compares at most a number of characters without regard to the case of ASCII letters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _wcsnicmp(Machine machine, Pointer first, Pointer second, ulong count) =>
        Wide(machine).Compare(first, second, count, ignoreCase: true);

    /// <summary>Copies with the terminator; the destination.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer wcscpy(Machine machine, Pointer destination, Pointer source) =>
        new(machine, Wide(machine).Copy(destination, source));

    /// <summary>Copies exactly a number of characters: zeros behind a shorter source, no terminator behind a longer one.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer wcsncpy(Machine machine, Pointer destination, Pointer source, ulong count) =>
        new(machine, Wide(machine).CopyCounted(destination, source, count));

    /// <summary>Appends with the terminator; the destination.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer wcscat(Machine machine, Pointer destination, Pointer source) =>
        new(machine, Wide(machine).Append(destination, source));

    /// <summary>Appends at most a number of characters, and a terminator; the destination.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer wcsncat(Machine machine, Pointer destination, Pointer source, ulong count) =>
        new(machine, Wide(machine).Append(destination, source, count));

    /// <summary>The address of the first such character, the terminator included; NULL when there is none.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer wcschr(Machine machine, Pointer text, char character) => new(machine, Wide(machine).Find(text, character));

    /// <summary>The address of the last such character, the terminator included; NULL when there is none.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer wcsrchr(Machine machine, Pointer text, char character) => new(machine, Wide(machine).FindLast(text, character));

    /// <summary>The address where a text begins in another; NULL when nowhere.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer wcsstr(Machine machine, Pointer text, Pointer wanted) => new(machine, Wide(machine).FindText(text, wanted));

    /// <summary>The number of characters from the start that are all among those of a set.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong wcsspn(Machine machine, Pointer text, Pointer set) => Wide(machine).Span(text, set, inside: true);

    /// <summary>The number of characters from the start that are all outside of a set.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong wcscspn(Machine machine, Pointer text, Pointer set) => Wide(machine).Span(text, set, inside: false);

    /// <summary>Makes ASCII letters small, in place; the string.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer _wcslwr(Machine machine, Pointer text) => new(machine, Wide(machine).Change(text, CrtCharacters.ToLower));

    /// <summary>Makes ASCII letters capital, in place; the string.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer _wcsupr(Machine machine, Pointer text) => new(machine, Wide(machine).Change(text, CrtCharacters.ToUpper));

    private static CrtString Wide(Machine machine) => new(machine, isWide: true);
}
