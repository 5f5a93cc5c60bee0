using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>
/// Counted strings (harness/docs/facts/memory.md#strings-and-the-registry). Conversions that allocate fail with STATUS_NO_MEMORY.
/// </summary>
internal static class RtlStringDdis
{
    /// <summary>
    /// Makes a UNICODE_STRING over terminated characters, which stay its buffer; NULL makes it empty. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void RtlInitUnicodeString(
        Machine machine, UnicodeString destinationString, [Parameter(Text = TextArgument.Wide)] Pointer sourceString) =>
        StringRoutines.Init(machine, destinationString, sourceString, isWide: true);

    /// <summary>Makes an ANSI_STRING over terminated characters, which stay its buffer. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlInitAnsiString(
        Machine machine, AnsiString destinationString, [Parameter(Text = TextArgument.Ansi)] Pointer sourceString) =>
        StringRoutines.Init(machine, destinationString, sourceString, isWide: false);

    /// <summary>As RtlInitAnsiString. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void RtlInitString(
        Machine machine, AnsiString destinationString, [Parameter(Text = TextArgument.Ansi)] Pointer sourceString) =>
        StringRoutines.Init(machine, destinationString, sourceString, isWide: false);

    /// <summary>Copies as much as the destination holds. Any IRQL; resident buffers from DISPATCH_LEVEL on.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlCopyUnicodeString(Machine machine, UnicodeString destinationString, UnicodeString sourceString) =>
        StringRoutines.Copy(machine, destinationString, sourceString);

    // At DISPATCH_LEVEL and above both buffers must be resident, which the touch itself finds out.

    /// <summary>
    /// Appends terminated characters or returns STATUS_BUFFER_TOO_SMALL. Any IRQL; resident buffers from DISPATCH_LEVEL on.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static NTSTATUS RtlAppendUnicodeToString(
        Machine machine, UnicodeString destination, [Parameter(Text = TextArgument.Wide)] Pointer source) => StringRoutines.Append(
        machine,
        destination,
        source.IsNull ? [] : MemoryMarshal.AsBytes(CountedString.ReadTerminated(machine, source, isWide: true).AsSpan()));

    /// <summary>Appends all of it or returns STATUS_BUFFER_TOO_SMALL. Any IRQL; resident buffers from DISPATCH_LEVEL on.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static NTSTATUS RtlAppendUnicodeStringToString(Machine machine, UnicodeString destination, UnicodeString source) =>
        StringRoutines.Append(machine, destination, CountedString.Unicode(machine, source).Bytes());

    /// <summary>True if both strings have the same characters. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static bool RtlEqualUnicodeString(Machine machine, UnicodeString string1, UnicodeString string2, bool caseInSensitive) =>
        RtlCompareUnicodeString(machine, string1, string2, caseInSensitive) == 0;

    /// <summary>Negative, zero or positive as the first string is less, equal or greater. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static int RtlCompareUnicodeString(Machine machine, UnicodeString string1, UnicodeString string2, bool caseInSensitive) =>
        StringRoutines.Compare(Unicode(machine, string1), Unicode(machine, string2), caseInSensitive);

    /// <summary>True if the second string begins with the first. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static bool RtlPrefixUnicodeString(Machine machine, UnicodeString string1, UnicodeString string2, bool caseInSensitive) =>
        HasPrefix(Unicode(machine, string1), Unicode(machine, string2), caseInSensitive);

    /// <summary>
    /// Converts; with <paramref name="allocate"/> into a new paged buffer that RtlFreeUnicodeString frees, else STATUS_BUFFER_OVERFLOW
    /// where it does not fit. Fails with STATUS_NO_MEMORY only when it allocates. IRQL: PASSIVE_LEVEL
    /// (harness/docs/facts/memory.md#strings-and-the-registry).
    /// </summary>
    [Ddi(Family = DdiFamily.String, LowResourcesSince = WindowsVersion.Windows7)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status, Status = nameof(NTSTATUS.STATUS_NO_MEMORY), ByArguments = nameof(ShapeOfConversion))]
    public static NTSTATUS RtlAnsiStringToUnicodeString(
        Machine machine,
        UnicodeString destinationString,
        AnsiString sourceString,
        [Parameter(Name = "AllocateDestinationString")] bool allocate) =>
        machine.Strings.Store(CountedString.Unicode(machine, destinationString), CountedString.Ansi(machine, sourceString).Text, allocate);

    /// <summary>
    /// Converts to 8-bit characters; allocation and failures as for RtlAnsiStringToUnicodeString, freed by RtlFreeAnsiString.
    /// </summary>
    [Ddi(Family = DdiFamily.String, LowResourcesSince = WindowsVersion.Windows7)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status, Status = nameof(NTSTATUS.STATUS_NO_MEMORY), ByArguments = nameof(ShapeOfConversion))]
    public static NTSTATUS RtlUnicodeStringToAnsiString(
        Machine machine,
        AnsiString destinationString,
        UnicodeString sourceString,
        [Parameter(Name = "AllocateDestinationString")] bool allocate) =>
        machine.Strings.Store(CountedString.Ansi(machine, destinationString), Unicode(machine, sourceString), allocate);

    /// <summary>
    /// Copies in upper case, without a terminator: an allocated buffer is as long as the text. Allocation and failures as for
    /// RtlAnsiStringToUnicodeString. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.String, LowResourcesSince = WindowsVersion.Windows7)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status, Status = nameof(NTSTATUS.STATUS_NO_MEMORY), ByArguments = nameof(ShapeOfConversion))]
    public static NTSTATUS RtlUpcaseUnicodeString(
        Machine machine,
        UnicodeString destinationString,
        UnicodeString sourceString,
        [Parameter(Name = "AllocateDestinationString")] bool allocate) => machine.Strings.Store(
        CountedString.Unicode(machine, destinationString),
        StringRoutines.Upcase(Unicode(machine, sourceString)),
        allocate,
        isTerminated: false);

    /// <summary>Copies in lower case; everything else as for RtlUpcaseUnicodeString.</summary>
    [Ddi(Family = DdiFamily.String, Since = WindowsVersion.WindowsXP, LowResourcesSince = WindowsVersion.Windows7)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status, Status = nameof(NTSTATUS.STATUS_NO_MEMORY), ByArguments = nameof(ShapeOfConversion))]
    public static NTSTATUS RtlDowncaseUnicodeString(
        Machine machine,
        UnicodeString destinationString,
        UnicodeString sourceString,
        [Parameter(Name = "AllocateDestinationString")] bool allocate) => machine.Strings.Store(
        CountedString.Unicode(machine, destinationString),
        StringRoutines.Downcase(Unicode(machine, sourceString)),
        allocate,
        isTerminated: false);

    /// <summary>
    /// Frees a buffer that an Rtl routine allocated and empties the string; nothing for an empty one. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Frees = MemoryKind.Pool)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void RtlFreeUnicodeString(Machine machine, UnicodeString unicodeString) =>
        machine.Strings.Free(CountedString.Unicode(machine, unicodeString));

    /// <summary>RtlFreeUnicodeString for an ANSI_STRING.</summary>
    [Ddi(Frees = MemoryKind.Pool)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void RtlFreeAnsiString(Machine machine, AnsiString ansiString) =>
        machine.Strings.Free(CountedString.Ansi(machine, ansiString));

    /// <summary>
    /// Writes digits in base 2, 8, 10 or 16 (0 is 10) and a terminator; STATUS_BUFFER_OVERFLOW where they do not fit. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlIntegerToUnicodeString(
        Machine machine, uint value, [Parameter(Name = "Base")] uint radix, [Parameter(Name = "String")] UnicodeString text) =>
        StringRoutines.FromInteger(machine, value, radix, text);

    /// <summary>
    /// Reads digits in base 2, 8, 10 or 16; base 0 looks for a prefix 0x, 0o or 0b. STATUS_INVALID_PARAMETER for an empty string.
    /// IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlUnicodeStringToInteger(
        Machine machine, [Parameter(Name = "String")] UnicodeString text, [Parameter(Name = "Base")] uint radix, Out<uint> value) =>
        StringRoutines.ToInteger(machine, Unicode(machine, text), radix, value);

    /// <summary>The character in upper case. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static char RtlUpcaseUnicodeChar(Machine machine, char sourceCharacter) => char.ToUpperInvariant(sourceCharacter);

    internal static FailureShape ShapeOfConversion(bool allocate) => allocate ? FailureShape.Status : FailureShape.CannotFail;

    private static string Unicode(Machine machine, ulong address) => CountedString.Unicode(machine, address).Text;

    private static bool HasPrefix(string prefix, string text, bool ignoreCase) =>
        text.Length >= prefix.Length && StringRoutines.Compare(prefix, text[..prefix.Length], ignoreCase) == 0;
}
