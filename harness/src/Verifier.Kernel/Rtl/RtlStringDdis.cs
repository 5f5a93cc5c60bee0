using System.Runtime.InteropServices;
using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Counted strings (facts/pool-and-memory-api.md §7). Conversions that allocate fail with STATUS_NO_MEMORY.</summary>
internal static class RtlStringDdis
{
    private static readonly DdiDeclaration Init = new()
    {
        Parameters = [Address("DestinationString"), Address("SourceString")],
        Irql = IrqlRule.Dispatch,
    };

    private static readonly DdiDeclaration Passive = new() { Irql = IrqlRule.Passive };

    private static readonly DdiDeclaration Converting = Passive with
    {
        Family = DdiFamily.String,
        Parameters = [Address("DestinationString"), Address("SourceString"), Value("AllocateDestinationString")],
        Failure = new(FailureShape.Status, NTSTATUS.STATUS_NO_MEMORY)
        {
            ByArguments = a => (byte)a[2] != 0 ? FailureShape.Status : FailureShape.CannotFail,
        },
        LowResourcesSince = WindowsVersion.Windows7,
    };

    private static readonly DdiDeclaration Comparing = Passive with
    {
        Parameters = [Address("String1"), Address("String2"), Value("CaseInSensitive")],
    };

    // At DISPATCH_LEVEL and above both buffers must be resident, which the touch itself finds out.
    private static readonly DdiDeclaration Appending = new() { Parameters = [Address("Destination"), Address("Source")] };

    public static readonly Ddi RtlInitUnicodeString = Ddi.DeclareVoid(
        "RtlInitUnicodeString", Init, (machine, a) => StringRoutines.Init(machine, a[0], a[1], isWide: true));

    public static readonly Ddi RtlInitAnsiString = Ddi.DeclareVoid(
        "RtlInitAnsiString", Init with { Irql = IrqlRule.Any }, (machine, a) => StringRoutines.Init(machine, a[0], a[1], isWide: false));

    public static readonly Ddi RtlInitString = Ddi.DeclareVoid(
        "RtlInitString", Init, (machine, a) => StringRoutines.Init(machine, a[0], a[1], isWide: false));

    public static readonly Ddi RtlCopyUnicodeString = Ddi.DeclareVoid(
        "RtlCopyUnicodeString", Init with { Irql = IrqlRule.Any }, (machine, a) => StringRoutines.Copy(machine, a[0], a[1]));

    public static readonly Ddi RtlAppendUnicodeToString = Ddi.Declare(
        "RtlAppendUnicodeToString",
        Appending,
        (machine, a) => StringRoutines.Append(
            machine, a[0], a[1] == 0 ? [] : MemoryMarshal.AsBytes(CountedString.ReadTerminated(machine, a[1], isWide: true).AsSpan())).Value);

    public static readonly Ddi RtlAppendUnicodeStringToString = Ddi.Declare(
        "RtlAppendUnicodeStringToString",
        Appending,
        (machine, a) => StringRoutines.Append(machine, a[0], CountedString.Unicode(machine, a[1]).Bytes()).Value);

    public static readonly Ddi RtlEqualUnicodeString = Ddi.Declare(
        "RtlEqualUnicodeString", Comparing, (machine, a) => Compare(machine, a) == 0 ? 1UL : 0);

    public static readonly Ddi RtlCompareUnicodeString = Ddi.Declare(
        "RtlCompareUnicodeString", Comparing, (machine, a) => (ulong)Compare(machine, a));

    public static readonly Ddi RtlPrefixUnicodeString = Ddi.Declare(
        "RtlPrefixUnicodeString",
        Comparing,
        (machine, a) => HasPrefix(Unicode(machine, a[0]), Unicode(machine, a[1]), (byte)a[2] != 0) ? 1UL : 0);

    public static readonly Ddi RtlAnsiStringToUnicodeString = Ddi.Declare(
        "RtlAnsiStringToUnicodeString",
        Converting,
        (machine, a) => machine.Strings.Store(
            CountedString.Unicode(machine, a[0]), CountedString.Ansi(machine, a[1]).Text, (byte)a[2] != 0).Value);

    public static readonly Ddi RtlUnicodeStringToAnsiString = Ddi.Declare(
        "RtlUnicodeStringToAnsiString",
        Converting,
        (machine, a) => machine.Strings.Store(CountedString.Ansi(machine, a[0]), Unicode(machine, a[1]), (byte)a[2] != 0).Value);

    public static readonly Ddi RtlUpcaseUnicodeString = Ddi.Declare(
        "RtlUpcaseUnicodeString",
        Converting with { Irql = IrqlRule.Apc },
        (machine, a) => machine.Strings.Store(
            CountedString.Unicode(machine, a[0]), StringRoutines.Upcase(Unicode(machine, a[1])), (byte)a[2] != 0, isTerminated: false).Value);

    public static readonly Ddi RtlDowncaseUnicodeString = Ddi.Declare(
        "RtlDowncaseUnicodeString",
        Converting with { Irql = IrqlRule.Apc, Since = WindowsVersion.WindowsXP },
        (machine, a) => machine.Strings.Store(
            CountedString.Unicode(machine, a[0]), StringRoutines.Downcase(Unicode(machine, a[1])), (byte)a[2] != 0, isTerminated: false).Value);

    public static readonly Ddi RtlFreeUnicodeString = Ddi.DeclareVoid(
        "RtlFreeUnicodeString",
        new() { Parameters = [Address("UnicodeString")], Irql = IrqlRule.Apc },
        (machine, a) => machine.Strings.Free(CountedString.Unicode(machine, a[0])));

    public static readonly Ddi RtlFreeAnsiString = Ddi.DeclareVoid(
        "RtlFreeAnsiString",
        new() { Parameters = [Address("AnsiString")], Irql = IrqlRule.Apc },
        (machine, a) => machine.Strings.Free(CountedString.Ansi(machine, a[0])));

    public static readonly Ddi RtlIntegerToUnicodeString = Ddi.Declare(
        "RtlIntegerToUnicodeString",
        Passive with { Parameters = [Value("Value"), Value("Base"), Address("String")] },
        (machine, a) => StringRoutines.FromInteger(machine, (uint)a[0], (uint)a[1], a[2]).Value);

    public static readonly Ddi RtlUnicodeStringToInteger = Ddi.Declare(
        "RtlUnicodeStringToInteger",
        Passive with { Parameters = [Address("String"), Value("Base"), Address("Value")] },
        (machine, a) => StringRoutines.ToInteger(machine, Unicode(machine, a[0]), (uint)a[1], a[2]).Value);

    public static readonly Ddi RtlUpcaseUnicodeChar = Ddi.Declare(
        "RtlUpcaseUnicodeChar",
        new() { Parameters = [Value("SourceCharacter")], Irql = IrqlRule.Apc },
        (_, a) => char.ToUpperInvariant((char)a[0]));

    private static string Unicode(Machine machine, ulong address) => CountedString.Unicode(machine, address).Text;

    private static int Compare(Machine machine, ReadOnlySpan<ulong> a) =>
        StringRoutines.Compare(Unicode(machine, a[0]), Unicode(machine, a[1]), (byte)a[2] != 0);

    private static bool HasPrefix(string prefix, string text, bool ignoreCase) =>
        text.Length >= prefix.Length && StringRoutines.Compare(prefix, text[..prefix.Length], ignoreCase) == 0;
}
