namespace Verifier.Kernel;

/// <summary>Times as dates, pseudorandom numbers, parts of images, and what only a whole Windows has.</summary>
internal static class RtlSystemDdis
{
    private const uint LargestRandom = int.MaxValue - 1;

    /// <summary>A system time as year, month, day, hour, minute, second, millisecond and day of the week, 16 bits each. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlTimeToTimeFields(Machine machine, In<long> time, Pointer timeFields)
    {
        const long ticksOfMillisecond = 10_000, ofSecond = 1000, ofMinute = 60 * ofSecond, ofHour = 60 * ofMinute, ofDay = 24 * ofHour;
        var (days, left) = Math.DivRem(Math.Max(0, machine.Memory.Read<long>(time)) / ticksOfMillisecond, ofDay);
        var date = CalendarDate.Of(days);
        long[] fields =
        [
            date.Year, date.Month, date.Day, left / ofHour, left % ofHour / ofMinute, left % ofMinute / ofSecond, left % ofSecond, date.Weekday,
        ];
        for (var i = 0; i < fields.Length; i++)
        {
            timeFields.Write(i * sizeof(short), (short)fields[i]);
        }
    }

    /// <summary>A number from 0 to 0x7FFFFFFE that follows from the seed, which becomes another. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Modelled = "the numbers are another series than Windows'")]
    [Irql(KIRQL.APC_LEVEL)]
    public static uint RtlRandom(Machine machine, InOut<uint> seed) => NextRandom(machine, seed);

    /// <summary>As RtlRandom.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Modelled = "the numbers are another series than Windows'")]
    [Irql(KIRQL.APC_LEVEL)]
    public static uint RtlRandomEx(Machine machine, InOut<uint> seed) => NextRandom(machine, seed);

    /// <summary>
    /// The address of a directory of an image in memory, which is mapped or as it is in its file, and its size; NULL when it has none.
    /// Any IRQL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer RtlImageDirectoryEntryToData(
        Machine machine, [Parameter(Name = "Base")] Pointer imageBase, bool mappedAsImage, ushort directoryEntry, Out<uint> size) =>
        new(machine, new ImageDirectory(machine, imageBase, mappedAsImage).Find(directoryEntry, size));

    /// <summary>The return addresses of the callers: none here. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(IsInert = true, Since = WindowsVersion.WindowsXP, Modelled = "no frames are captured: 0")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static ushort RtlCaptureStackBackTrace(
        Machine machine, uint framesToSkip, uint framesToCapture, Pointer backTrace, Pointer backTraceHash = default) => 0;

    /// <summary>Makes a volume's folder of the system: there are no volumes. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(IsInert = true, Since = WindowsVersion.WindowsXP, Family = DdiFamily.Object, Modelled = "STATUS_SUCCESS; there is no such folder")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS RtlCreateSystemVolumeInformationFolder(Machine machine, UnicodeString volumeRootPath) => NTSTATUS.STATUS_SUCCESS;

    private static uint NextRandom(Machine machine, ulong seed)
    {
        const ulong factor = 48_271;
        var next = (uint)((machine.Memory.Read<uint>(seed) + 1UL) * factor % int.MaxValue);
        machine.Memory.Write(seed, next);
        return Math.Min(next, LargestRandom);
    }
}
