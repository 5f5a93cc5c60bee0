namespace Verifier.Kernel;

/// <summary>Numbers of the C runtime: from texts, to texts, and pseudorandom ones. Any IRQL that the memory allows.</summary>
internal static class CrtNumberDdis
{
    /// <summary>The number at the start of a text, in base 10; 0 when there is none.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int atoi(Machine machine, Pointer text) => (int)CrtNumber.Parse(machine, text, isWide: false, 10).Value;

    /// <summary>As atoi: a long is 32 bits.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int atol(Machine machine, Pointer text) => (int)CrtNumber.Parse(machine, text, isWide: false, 10).Value;

    /// <summary>The number at the start of a text, in base 10 and 64 bits; 0 when there is none.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static long _atoi64(Machine machine, Pointer text) => (long)CrtNumber.Parse(machine, text, isWide: false, 10).Value;

    /// <summary>As atoi, for 16-bit characters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _wtoi(Machine machine, Pointer text) => (int)CrtNumber.Parse(machine, text, isWide: true, 10).Value;

    /// <summary>As atol, for 16-bit characters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int _wtol(Machine machine, Pointer text) => (int)CrtNumber.Parse(machine, text, isWide: true, 10).Value;

    /// <summary>
    /// The number at the start of a text in a base, 0 for the base that its prefix says, cut to 32 bits with a sign; where it ends is
    /// stored when asked for.
    /// </summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int strtol(Machine machine, Pointer text, Pointer end, [Parameter(Name = "Base")] int radix) =>
        CrtNumber.ToLong(machine, text, end, radix, isWide: false);

    /// <summary>As strtol, without a sign.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint strtoul(Machine machine, Pointer text, Pointer end, [Parameter(Name = "Base")] int radix) =>
        CrtNumber.ToUnsignedLong(machine, text, end, radix, isWide: false);

    /// <summary>As strtol, for 16-bit characters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int wcstol(Machine machine, Pointer text, Pointer end, [Parameter(Name = "Base")] int radix) =>
        CrtNumber.ToLong(machine, text, end, radix, isWide: true);

    /// <summary>As strtoul, for 16-bit characters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint wcstoul(Machine machine, Pointer text, Pointer end, [Parameter(Name = "Base")] int radix) =>
        CrtNumber.ToUnsignedLong(machine, text, end, radix, isWide: true);

    /// <summary>Writes a number in a base, with a sign in base 10 alone, and a terminator; the buffer.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer _itoa(Machine machine, int value, Pointer buffer, int radix) =>
        CrtNumber.Write(machine, value, buffer, radix, isWide: false);

    /// <summary>As _itoa, for 16-bit characters.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer _itow(Machine machine, int value, Pointer buffer, int radix) =>
        CrtNumber.Write(machine, value, buffer, radix, isWide: true);

    /// <summary>Begins another series of numbers for rand.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void srand(Machine machine, uint seed) => machine.CrtSeed = seed;

    /// <summary>The next number of the series, 0 to 32767: the same in each run.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int rand(Machine machine)
    {
        const uint factor = 214_013, addend = 2_531_011;
        machine.CrtSeed = unchecked((machine.CrtSeed * factor) + addend);
        return (int)(machine.CrtSeed >> 16) & short.MaxValue;
    }
}
