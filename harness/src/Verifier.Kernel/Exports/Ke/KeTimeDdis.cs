namespace Verifier.Kernel;

/// <summary>The time, all from the virtual clock; on x64 the headers read most of it from shared memory.</summary>
internal static class KeTimeDdis
{
    /// <summary>KeQueryPerformanceCounter's frequency: the clock's own unit.</summary>
    public const long PerformanceFrequency = 10_000_000;

    private const string Hal = "hal.dll";

    /// <summary>System time: 100 ns since 1601. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeQuerySystemTime(Machine machine, Out<long> currentTime) =>
        machine.Memory.Write(currentTime, machine.Clock.SystemTime);

    /// <summary>System time, not rounded to a clock interrupt (Windows 8 and later): 100 ns since 1601. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Windows8)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeQuerySystemTimePrecise(Machine machine, Out<long> currentTime) =>
        machine.Memory.Write(currentTime, machine.Clock.SystemTime);

    /// <summary>Clock interrupts since boot. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeQueryTickCount(Machine machine, [Parameter(Name = "CurrentTime")] Out<long> tickCount) =>
        machine.Memory.Write(tickCount, machine.Clock.Now / Clock.TimeIncrement);

    /// <summary>Interrupt time: 100 ns since boot. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static long KeQueryInterruptTime(Machine machine) => machine.Clock.Now;

    /// <summary>Interrupt time without what the system slept (Windows 7 and later): 100 ns since boot. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Windows7)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static long KeQueryUnbiasedInterruptTime(Machine machine) => machine.Clock.Now;

    /// <summary>100 ns from one clock interrupt to the next. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint KeQueryTimeIncrement(Machine machine) => (uint)Clock.TimeIncrement;

    /// <summary>The performance counter and how often it counts in a second. Any IRQL.</summary>
    [Ddi(Module = Hal)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static long KeQueryPerformanceCounter(Machine machine, Out<long> performanceFrequency)
    {
        if (performanceFrequency != 0)
        {
            machine.Memory.Write(performanceFrequency, PerformanceFrequency);
        }

        return machine.Clock.Now;
    }

    /// <summary>Keeps the processor busy, in microseconds of virtual time. Any IRQL.</summary>
    [Ddi(Module = Hal)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeStallExecutionProcessor(Machine machine, uint microSeconds) => machine.Clock.Spend(10 * (long)microSeconds);

    /// <summary>The processors, one bit each: there is one. Any IRQL; before Vista up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL, Lower = KIRQL.APC_LEVEL, When = IrqlCondition.OlderWindows, Since = WindowsVersion.Vista)]
    public static ulong KeQueryActiveProcessors(Machine machine) => 1;

    /// <summary>The number of processors, and their mask with one bit each (Vista and later): there is one. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint KeQueryActiveProcessorCount(Machine machine, Out<ulong> activeProcessors)
    {
        if (activeProcessors != 0)
        {
            machine.Memory.Write(activeProcessors, 1UL);
        }

        return 1;
    }

    /// <summary>The number of the processor that runs: 0. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint KeGetCurrentProcessorNumber(Machine machine) => 0;
}
