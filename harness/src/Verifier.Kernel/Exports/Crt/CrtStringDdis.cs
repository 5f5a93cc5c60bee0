namespace Verifier.Kernel;

/// <summary>String functions of the C runtime, 8-bit characters. Any IRQL that the memory allows.</summary>
internal static class CrtStringDdis
{
    /// <summary>Characters before the terminator.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong strlen(Machine machine, Pointer text) => Narrow(machine).Length(text);

    /// <summary>Characters before the terminator, at most a number of them.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong strnlen(Machine machine, Pointer text, ulong maxCount) => Narrow(machine).Length(text, maxCount);

    /// <summary>Negative, zero or positive as the first string is less, equal or greater.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int strcmp(Machine machine, Pointer first, Pointer second) => Narrow(machine).Compare(first, second);

    /// <summary>Compares at most a number of characters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int strncmp(Machine machine, Pointer first, Pointer second, ulong count) => Narrow(machine).Compare(first, second, count);

    /// <summary>Compares without regard to the case of ASCII letters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _stricmp(Machine machine, Pointer first, Pointer second) => Narrow(machine).Compare(first, second, ignoreCase: true);

    /// <summary>Compares at most a number of characters without regard to the case of ASCII letters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _strnicmp(Machine machine, Pointer first, Pointer second, ulong count) =>
        Narrow(machine).Compare(first, second, count, ignoreCase: true);

    /// <summary>Copies with the terminator; the destination.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer strcpy(Machine machine, Pointer destination, Pointer source) =>
        new(machine, Narrow(machine).Copy(destination, source));

    /// <summary>Copies exactly a number of characters: zeros behind a shorter source, no terminator behind a longer one.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer strncpy(Machine machine, Pointer destination, Pointer source, ulong count) =>
        new(machine, Narrow(machine).CopyCounted(destination, source, count));

    /// <summary>Appends with the terminator; the destination.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer strcat(Machine machine, Pointer destination, Pointer source) =>
        new(machine, Narrow(machine).Append(destination, source));

    /// <summary>Appends at most a number of characters, and a terminator; the destination.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer strncat(Machine machine, Pointer destination, Pointer source, ulong count) =>
        new(machine, Narrow(machine).Append(destination, source, count));

    /// <summary>The address of the first such character, the terminator included; NULL when there is none.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer strchr(Machine machine, Pointer text, int character) =>
        new(machine, Narrow(machine).Find(text, (char)(byte)character));

    /// <summary>The address of the last such character, the terminator included; NULL when there is none.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer strrchr(Machine machine, Pointer text, int character) =>
        new(machine, Narrow(machine).FindLast(text, (char)(byte)character));

    /// <summary>The address where a text begins in another; NULL when nowhere.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer strstr(Machine machine, Pointer text, Pointer wanted) => new(machine, Narrow(machine).FindText(text, wanted));

    /// <summary>The number of characters from the start that are all among those of a set.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong strspn(Machine machine, Pointer text, Pointer set) => Narrow(machine).Span(text, set, inside: true);

    /// <summary>Makes ASCII letters small, in place; the string.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer _strlwr(Machine machine, Pointer text) => new(machine, Narrow(machine).Change(text, CrtCharacters.ToLower));

    /// <summary>Makes ASCII letters capital, in place; the string.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer _strupr(Machine machine, Pointer text) => new(machine, Narrow(machine).Change(text, CrtCharacters.ToUpper));

    private static CrtString Narrow(Machine machine) => new(machine, isWide: false);
}
