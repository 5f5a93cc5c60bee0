namespace Verifier.Kernel;

/// <content>Bit maps. IRQL: any where header and bits are nonpaged, up to APC_LEVEL where one of them is pageable.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>What a search of a bit map returns when it finds nothing.</summary>
    public const uint BitsNotFound = BitRuns.NotFound;

    /// <summary>Makes a header for bits in the driver's memory; the bits stay as they are. Before Windows 8 up to APC_LEVEL.</summary>
    public void RtlInitializeBitMap(RtlBitMap bitMapHeader, Pointer bitMapBuffer, uint sizeOfBitMap) =>
        Call(RtlBitMapDdis.RtlInitializeBitMap, bitMapHeader, bitMapBuffer, sizeOfBitMap);

    /// <summary>Sets every bit.</summary>
    public void RtlSetAllBits(RtlBitMap bitMapHeader) => Call(RtlBitMapDdis.RtlSetAllBits, bitMapHeader);

    /// <summary>Clears every bit.</summary>
    public void RtlClearAllBits(RtlBitMap bitMapHeader) => Call(RtlBitMapDdis.RtlClearAllBits, bitMapHeader);

    /// <summary>Sets a range; nothing checks that it lies inside.</summary>
    public void RtlSetBits(RtlBitMap bitMapHeader, uint startingIndex, uint numberToSet) =>
        Call(RtlBitMapDdis.RtlSetBits, bitMapHeader, startingIndex, numberToSet);

    /// <summary>Clears a range; nothing checks that it lies inside.</summary>
    public void RtlClearBits(RtlBitMap bitMapHeader, uint startingIndex, uint numberToClear) =>
        Call(RtlBitMapDdis.RtlClearBits, bitMapHeader, startingIndex, numberToClear);

    /// <summary>Sets one bit.</summary>
    public void RtlSetBit(RtlBitMap bitMapHeader, uint bitNumber) => Call(RtlBitMapDdis.RtlSetBit, bitMapHeader, bitNumber);

    /// <summary>Clears one bit.</summary>
    public void RtlClearBit(RtlBitMap bitMapHeader, uint bitNumber) => Call(RtlBitMapDdis.RtlClearBit, bitMapHeader, bitNumber);

    /// <summary>Is the bit set?</summary>
    public bool RtlTestBit(RtlBitMap bitMapHeader, uint bitNumber) => (byte)Call(RtlBitMapDdis.RtlTestBit, bitMapHeader, bitNumber) != 0;

    /// <summary>Macro: is the bit set? Inline code, so a bad pointer faults as the driver's own.</summary>
    public bool RtlCheckBit(RtlBitMap bitMapHeader, uint bitPosition) => new BitRuns(Machine, bitMapHeader).Test(bitPosition);

    /// <summary>Are all bits of a range set? False for an empty range and for one that ends outside.</summary>
    public bool RtlAreBitsSet(RtlBitMap bitMapHeader, uint startingIndex, uint length) =>
        (byte)Call(RtlBitMapDdis.RtlAreBitsSet, bitMapHeader, startingIndex, length) != 0;

    /// <summary>Are all bits of a range clear? False for an empty range and for one that ends outside.</summary>
    public bool RtlAreBitsClear(RtlBitMap bitMapHeader, uint startingIndex, uint length) =>
        (byte)Call(RtlBitMapDdis.RtlAreBitsClear, bitMapHeader, startingIndex, length) != 0;

    /// <summary>How many bits are set.</summary>
    public uint RtlNumberOfSetBits(RtlBitMap bitMapHeader) => (uint)Call(RtlBitMapDdis.RtlNumberOfSetBits, bitMapHeader);

    /// <summary>How many bits are clear.</summary>
    public uint RtlNumberOfClearBits(RtlBitMap bitMapHeader) => (uint)Call(RtlBitMapDdis.RtlNumberOfClearBits, bitMapHeader);

    /// <summary>
    /// Where so many set bits begin: looked for from the hint to the end, then from the start; <see cref="BitsNotFound"/> when nowhere.
    /// </summary>
    public uint RtlFindSetBits(RtlBitMap bitMapHeader, uint numberToFind, uint hintIndex) =>
        (uint)Call(RtlBitMapDdis.RtlFindSetBits, bitMapHeader, numberToFind, hintIndex);

    /// <summary>The same for clear bits.</summary>
    public uint RtlFindClearBits(RtlBitMap bitMapHeader, uint numberToFind, uint hintIndex) =>
        (uint)Call(RtlBitMapDdis.RtlFindClearBits, bitMapHeader, numberToFind, hintIndex);

    /// <summary>Finds clear bits and sets them.</summary>
    public uint RtlFindClearBitsAndSet(RtlBitMap bitMapHeader, uint numberToFind, uint hintIndex) =>
        (uint)Call(RtlBitMapDdis.RtlFindClearBitsAndSet, bitMapHeader, numberToFind, hintIndex);

    /// <summary>Finds set bits and clears them.</summary>
    public uint RtlFindSetBitsAndClear(RtlBitMap bitMapHeader, uint numberToFind, uint hintIndex) =>
        (uint)Call(RtlBitMapDdis.RtlFindSetBitsAndClear, bitMapHeader, numberToFind, hintIndex);

    /// <summary>The first run of clear bits: its length, 0 when there is none.</summary>
    public uint RtlFindFirstRunClear(RtlBitMap bitMapHeader, out uint startingIndex) =>
        FindRun(RtlBitMapDdis.RtlFindFirstRunClear, bitMapHeader, null, out startingIndex);

    /// <summary>The longest run of clear bits: its length, 0 when there is none.</summary>
    public uint RtlFindLongestRunClear(RtlBitMap bitMapHeader, out uint startingIndex) =>
        FindRun(RtlBitMapDdis.RtlFindLongestRunClear, bitMapHeader, null, out startingIndex);

    /// <summary>The next run of clear bits from a bit on: its length, 0 when there is none.</summary>
    public uint RtlFindNextForwardRunClear(RtlBitMap bitMapHeader, uint fromIndex, out uint startingRunIndex) =>
        FindRun(RtlBitMapDdis.RtlFindNextForwardRunClear, bitMapHeader, fromIndex, out startingRunIndex);

    /// <summary>The last run of clear bits from a bit backwards: its length, 0 when there is none.</summary>
    public uint RtlFindLastBackwardRunClear(RtlBitMap bitMapHeader, uint fromIndex, out uint startingRunIndex) =>
        FindRun(RtlBitMapDdis.RtlFindLastBackwardRunClear, bitMapHeader, fromIndex, out startingRunIndex);

    /// <summary>Fills an array of RTL_BITMAP_RUN (start and length, 32 bits each) with runs of clear bits; how many there are.</summary>
    public uint RtlFindClearRuns(RtlBitMap bitMapHeader, Pointer runArray, uint sizeOfRunArray, bool locateLongestRuns) =>
        (uint)Call(RtlBitMapDdis.RtlFindClearRuns, bitMapHeader, runArray, sizeOfRunArray, locateLongestRuns ? 1UL : 0);

    private uint FindRun(Ddi ddi, RtlBitMap header, uint? from, out uint start)
    {
        using var frame = new StackFrame(Machine);
        var variable = frame.Push(0u);
        var length = (uint)(from is { } bit ? Call(ddi, header, bit, variable) : Call(ddi, header, variable));
        start = Machine.Memory.Read<uint>(variable);
        return length;
    }
}
