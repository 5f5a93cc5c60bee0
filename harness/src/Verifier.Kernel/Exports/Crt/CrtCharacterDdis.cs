namespace Verifier.Kernel;

/// <summary>Character functions of the C runtime, in the C locale. Any IRQL.</summary>
internal static class CrtCharacterDdis
{
    /// <summary>The small letter of a capital one; every other character as it is.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int tolower(Machine machine, int character) => IsByte(character) ? CrtCharacters.ToLower((char)character) : character;

    /// <summary>The capital letter of a small one; every other character as it is.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int toupper(Machine machine, int character) => IsByte(character) ? CrtCharacters.ToUpper((char)character) : character;

    /// <summary>As tolower, for a 16-bit character.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static char towlower(Machine machine, char character) => CrtCharacters.ToLower(character);

    /// <summary>As toupper, for a 16-bit character.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static char towupper(Machine machine, char character) => CrtCharacters.ToUpper(character);

    /// <summary>Nonzero for a decimal digit.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int isdigit(Machine machine, int character) => Is(character, char.IsAsciiDigit);

    /// <summary>Nonzero for a hexadecimal digit.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int isxdigit(Machine machine, int character) => Is(character, char.IsAsciiHexDigit);

    /// <summary>Nonzero for a blank, a tab or an end of a line.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int isspace(Machine machine, int character) => Is(character, CrtCharacters.IsSpace);

    /// <summary>Nonzero for a small letter.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int islower(Machine machine, int character) => Is(character, char.IsAsciiLetterLower);

    /// <summary>Nonzero for a capital letter.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int isupper(Machine machine, int character) => Is(character, char.IsAsciiLetterUpper);

    /// <summary>Nonzero for a printable character, the blank included.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int isprint(Machine machine, int character) => Is(character, c => c is >= ' ' and <= '~');

    private static bool IsByte(int character) => character is >= 0 and <= byte.MaxValue;

    private static int Is(int character, Predicate<char> matches) => IsByte(character) && matches((char)character) ? 1 : 0;
}
