using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>
/// Bit maps. IRQL: any where header and bits are nonpaged, up to APC_LEVEL where one of them is pageable (Microsoft's pages), which the
/// touch itself finds out.
/// </summary>
internal static class RtlBitMapDdis
{
    private const int BytesPerRun = 8;

    private static readonly DdiDeclaration OfAll = new() { Parameters = [Address("BitMapHeader")] };
    private static readonly DdiDeclaration OfRange = new() { Parameters = [Address("BitMapHeader"), Value("StartingIndex"), Value("Length")] };
    private static readonly DdiDeclaration OfBit =
        new() { Parameters = [Address("BitMapHeader"), Value("BitNumber")], Since = WindowsVersion.WindowsXP };
    private static readonly DdiDeclaration OfSearch =
        new() { Parameters = [Address("BitMapHeader"), Value("NumberToFind"), Value("HintIndex")] };

    public static readonly Ddi RtlInitializeBitMap = Ddi.DeclareVoid(
        "RtlInitializeBitMap",
        new()
        {
            Parameters = [Address("BitMapHeader"), Address("BitMapBuffer"), Value("SizeOfBitMap")],
            Irql = IrqlRule.Any.OrBefore(WindowsVersion.Windows8, KIRQL.APC_LEVEL),
        },
        (machine, a) => Of(machine, a).Initialise(a[1], (uint)a[2]));

    public static readonly Ddi RtlSetAllBits = Ddi.DeclareVoid("RtlSetAllBits", OfAll, (machine, a) => Of(machine, a).SetAll(true));

    public static readonly Ddi RtlClearAllBits = Ddi.DeclareVoid("RtlClearAllBits", OfAll, (machine, a) => Of(machine, a).SetAll(false));

    public static readonly Ddi RtlSetBits = Ddi.DeclareVoid(
        "RtlSetBits", OfRange, (machine, a) => Of(machine, a).Set((uint)a[1], (uint)a[2], true));

    public static readonly Ddi RtlClearBits = Ddi.DeclareVoid(
        "RtlClearBits", OfRange, (machine, a) => Of(machine, a).Set((uint)a[1], (uint)a[2], false));

    public static readonly Ddi RtlSetBit = Ddi.DeclareVoid("RtlSetBit", OfBit, (machine, a) => Of(machine, a).Set((uint)a[1], 1, true));

    public static readonly Ddi RtlClearBit = Ddi.DeclareVoid(
        "RtlClearBit", OfBit, (machine, a) => Of(machine, a).Set((uint)a[1], 1, false));

    public static readonly Ddi RtlTestBit = Ddi.Declare(
        "RtlTestBit", OfBit, (machine, a) => Of(machine, a).Test((uint)a[1]) ? 1UL : 0);

    public static readonly Ddi RtlAreBitsSet = Ddi.Declare(
        "RtlAreBitsSet", OfRange, (machine, a) => Of(machine, a).Are((uint)a[1], (uint)a[2], true) ? 1UL : 0);

    public static readonly Ddi RtlAreBitsClear = Ddi.Declare(
        "RtlAreBitsClear", OfRange, (machine, a) => Of(machine, a).Are((uint)a[1], (uint)a[2], false) ? 1UL : 0);

    public static readonly Ddi RtlNumberOfSetBits = Ddi.Declare(
        "RtlNumberOfSetBits", OfAll, (machine, a) => Of(machine, a).Count(true));

    public static readonly Ddi RtlNumberOfClearBits = Ddi.Declare(
        "RtlNumberOfClearBits", OfAll, (machine, a) => Of(machine, a).Count(false));

    public static readonly Ddi RtlFindSetBits = Ddi.Declare(
        "RtlFindSetBits", OfSearch, (machine, a) => Of(machine, a).Find((uint)a[1], (uint)a[2], true));

    public static readonly Ddi RtlFindClearBits = Ddi.Declare(
        "RtlFindClearBits", OfSearch, (machine, a) => Of(machine, a).Find((uint)a[1], (uint)a[2], false));

    public static readonly Ddi RtlFindClearBitsAndSet = Ddi.Declare(
        "RtlFindClearBitsAndSet", OfSearch, (machine, a) => Of(machine, a).FindAndSet((uint)a[1], (uint)a[2], true));

    public static readonly Ddi RtlFindSetBitsAndClear = Ddi.Declare(
        "RtlFindSetBitsAndClear", OfSearch, (machine, a) => Of(machine, a).FindAndSet((uint)a[1], (uint)a[2], false));

    public static readonly Ddi RtlFindNextForwardRunClear = Ddi.Declare(
        "RtlFindNextForwardRunClear",
        new() { Parameters = [Address("BitMapHeader"), Value("FromIndex"), Address("StartingRunIndex")] },
        (machine, a) => Told(machine, Of(machine, a).NextClear((uint)a[1]), a[2]));

    public static readonly Ddi RtlFindLastBackwardRunClear = Ddi.Declare(
        "RtlFindLastBackwardRunClear",
        new() { Parameters = [Address("BitMapHeader"), Value("FromIndex"), Address("StartingRunIndex")] },
        (machine, a) => Told(machine, Of(machine, a).LastClear((uint)a[1]), a[2]));

    public static readonly Ddi RtlFindFirstRunClear = Ddi.Declare(
        "RtlFindFirstRunClear",
        new() { Parameters = [Address("BitMapHeader"), Address("StartingIndex")] },
        (machine, a) => Told(machine, Of(machine, a).NextClear(0), a[1]));

    public static readonly Ddi RtlFindLongestRunClear = Ddi.Declare(
        "RtlFindLongestRunClear",
        new() { Parameters = [Address("BitMapHeader"), Address("StartingIndex")] },
        (machine, a) => Told(machine, Of(machine, a).ClearRuns(1, longest: true) is [var run] ? run : default, a[1]));

    public static readonly Ddi RtlFindClearRuns = Ddi.Declare(
        "RtlFindClearRuns",
        new() { Parameters = [Address("BitMapHeader"), Address("RunArray"), Value("SizeOfRunArray"), Value("LocateLongestRuns")] },
        FindRuns);

    private static BitRuns Of(Machine machine, ReadOnlySpan<ulong> a) => new(machine, a[0]);

    private static ulong Told(Machine machine, BitRun run, ulong startOut)
    {
        machine.Memory.Write(startOut, run.Start);
        return run.Length;
    }

    private static ulong FindRuns(Machine machine, ReadOnlySpan<ulong> a)
    {
        var runs = Of(machine, a).ClearRuns((int)a[2], (byte)a[3] != 0);
        for (var i = 0; i < runs.Count; i++)
        {
            var at = a[1] + (ulong)(i * BytesPerRun);
            machine.Memory.Write(at, runs[i].Start);
            machine.Memory.Write(at + sizeof(uint), runs[i].Length);
        }

        return (ulong)runs.Count;
    }
}
