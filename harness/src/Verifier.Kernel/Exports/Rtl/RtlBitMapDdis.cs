namespace Verifier.Kernel;

/// <summary>
/// Bit maps. IRQL: any where header and bits are nonpaged, up to APC_LEVEL where one of them is pageable (Microsoft's pages), which the
/// touch itself finds out.
/// </summary>
internal static class RtlBitMapDdis
{
    private const int BytesPerRun = 8;

    /// <summary>Makes a header for bits in the driver's memory; the bits stay as they are. Before Windows 8 up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL, When = IrqlCondition.OlderWindows, Since = WindowsVersion.Windows8, Lower = KIRQL.APC_LEVEL)]
    public static void RtlInitializeBitMap(Machine machine, RtlBitMap bitMapHeader, Pointer bitMapBuffer, uint sizeOfBitMap) =>
        new BitRuns(machine, bitMapHeader).Initialise(bitMapBuffer, sizeOfBitMap);

    /// <summary>Sets every bit.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlSetAllBits(Machine machine, RtlBitMap bitMapHeader) => new BitRuns(machine, bitMapHeader).SetAll(true);

    /// <summary>Clears every bit.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlClearAllBits(Machine machine, RtlBitMap bitMapHeader) => new BitRuns(machine, bitMapHeader).SetAll(false);

    /// <summary>Sets a range; nothing checks that it lies inside.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlSetBits(
        Machine machine, RtlBitMap bitMapHeader, uint startingIndex, [Parameter(Name = "Length")] uint numberToSet) =>
        new BitRuns(machine, bitMapHeader).Set(startingIndex, numberToSet, true);

    /// <summary>Clears a range; nothing checks that it lies inside.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlClearBits(
        Machine machine, RtlBitMap bitMapHeader, uint startingIndex, [Parameter(Name = "Length")] uint numberToClear) =>
        new BitRuns(machine, bitMapHeader).Set(startingIndex, numberToClear, false);

    /// <summary>Sets one bit.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlSetBit(Machine machine, RtlBitMap bitMapHeader, uint bitNumber) =>
        new BitRuns(machine, bitMapHeader).Set(bitNumber, 1, true);

    /// <summary>Clears one bit.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlClearBit(Machine machine, RtlBitMap bitMapHeader, uint bitNumber) =>
        new BitRuns(machine, bitMapHeader).Set(bitNumber, 1, false);

    /// <summary>True if the bit is set.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool RtlTestBit(Machine machine, RtlBitMap bitMapHeader, uint bitNumber) =>
        new BitRuns(machine, bitMapHeader).Test(bitNumber);

    /// <summary>True if all bits of a range are set. False for an empty range and for one that ends outside.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool RtlAreBitsSet(Machine machine, RtlBitMap bitMapHeader, uint startingIndex, uint length) =>
        new BitRuns(machine, bitMapHeader).Are(startingIndex, length, true);

    /// <summary>True if all bits of a range are clear. False for an empty range and for one that ends outside.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool RtlAreBitsClear(Machine machine, RtlBitMap bitMapHeader, uint startingIndex, uint length) =>
        new BitRuns(machine, bitMapHeader).Are(startingIndex, length, false);

    /// <summary>The number of set bits.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlNumberOfSetBits(Machine machine, RtlBitMap bitMapHeader) => new BitRuns(machine, bitMapHeader).Count(true);

    /// <summary>The number of clear bits.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlNumberOfClearBits(Machine machine, RtlBitMap bitMapHeader) => new BitRuns(machine, bitMapHeader).Count(false);

    /// <summary>
    /// The index of the first of so many set bits: looked for from the hint to the end, then from the start;
    /// <see cref="Ntoskrnl.BitsNotFound"/> if there is none.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlFindSetBits(Machine machine, RtlBitMap bitMapHeader, uint numberToFind, uint hintIndex) =>
        new BitRuns(machine, bitMapHeader).Find(numberToFind, hintIndex, true);

    /// <summary>The same for clear bits.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlFindClearBits(Machine machine, RtlBitMap bitMapHeader, uint numberToFind, uint hintIndex) =>
        new BitRuns(machine, bitMapHeader).Find(numberToFind, hintIndex, false);

    /// <summary>Finds clear bits and sets them.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlFindClearBitsAndSet(Machine machine, RtlBitMap bitMapHeader, uint numberToFind, uint hintIndex) =>
        new BitRuns(machine, bitMapHeader).FindAndSet(numberToFind, hintIndex, true);

    /// <summary>Finds set bits and clears them.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlFindSetBitsAndClear(Machine machine, RtlBitMap bitMapHeader, uint numberToFind, uint hintIndex) =>
        new BitRuns(machine, bitMapHeader).FindAndSet(numberToFind, hintIndex, false);

    /// <summary>The first run of clear bits: its length, 0 when there is none.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlFindFirstRunClear(Machine machine, RtlBitMap bitMapHeader, Out<uint> startingIndex) =>
        Told(machine, new BitRuns(machine, bitMapHeader).NextClear(0), startingIndex);

    /// <summary>The longest run of clear bits: its length, 0 when there is none.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlFindLongestRunClear(Machine machine, RtlBitMap bitMapHeader, Out<uint> startingIndex) =>
        Told(machine, new BitRuns(machine, bitMapHeader).ClearRuns(1, longest: true) is [var run] ? run : default, startingIndex);

    /// <summary>The next run of clear bits from a bit on: its length, 0 when there is none.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlFindNextForwardRunClear(Machine machine, RtlBitMap bitMapHeader, uint fromIndex, Out<uint> startingRunIndex) =>
        Told(machine, new BitRuns(machine, bitMapHeader).NextClear(fromIndex), startingRunIndex);

    /// <summary>The last run of clear bits from a bit backwards: its length, 0 when there is none.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlFindLastBackwardRunClear(Machine machine, RtlBitMap bitMapHeader, uint fromIndex, Out<uint> startingRunIndex) =>
        Told(machine, new BitRuns(machine, bitMapHeader).LastClear(fromIndex), startingRunIndex);

    /// <summary>Fills an array of RTL_BITMAP_RUN (start and length, 32 bits each) with runs of clear bits; how many there are.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlFindClearRuns(
        Machine machine, RtlBitMap bitMapHeader, Pointer runArray, uint sizeOfRunArray, bool locateLongestRuns)
    {
        var runs = new BitRuns(machine, bitMapHeader).ClearRuns((int)sizeOfRunArray, locateLongestRuns);
        for (var i = 0; i < runs.Count; i++)
        {
            var at = runArray.Address + (ulong)(i * BytesPerRun);
            machine.Memory.Write(at, runs[i].Start);
            machine.Memory.Write(at + sizeof(uint), runs[i].Length);
        }

        return (uint)runs.Count;
    }

    private static uint Told(Machine machine, BitRun run, Out<uint> start)
    {
        machine.Memory.Write(start, run.Start);
        return run.Length;
    }
}
