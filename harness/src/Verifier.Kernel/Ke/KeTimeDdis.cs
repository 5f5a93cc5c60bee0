using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>The time, all from the virtual clock; on x64 the headers read most of it from shared memory.</summary>
internal static class KeTimeDdis
{
    /// <summary>KeQueryTimeIncrement: a clock interrupt every 15.625 ms, in 100 ns.</summary>
    public const long TimeIncrement = 156_250;

    /// <summary>KeQueryPerformanceCounter's frequency: the clock's own unit.</summary>
    public const long PerformanceFrequency = 10_000_000;

    private static readonly DdiDeclaration Into = new() { Parameters = [Address("CurrentTime")] };

    public static readonly Ddi KeQuerySystemTime = Ddi.DeclareVoid(
        "KeQuerySystemTime", Into, (machine, a) => machine.Memory.Write(a[0], machine.Clock.SystemTime));

    public static readonly Ddi KeQuerySystemTimePrecise = Ddi.DeclareVoid(
        "KeQuerySystemTimePrecise",
        Into with { Since = WindowsVersion.Windows8 },
        (machine, a) => machine.Memory.Write(a[0], machine.Clock.SystemTime));

    public static readonly Ddi KeQueryTickCount = Ddi.DeclareVoid(
        "KeQueryTickCount", Into, (machine, a) => machine.Memory.Write(a[0], machine.Clock.Now / TimeIncrement));

    public static readonly Ddi KeQueryInterruptTime = Ddi.Declare("KeQueryInterruptTime", new(), (machine, _) => (ulong)machine.Clock.Now);

    public static readonly Ddi KeQueryUnbiasedInterruptTime = Ddi.Declare(
        "KeQueryUnbiasedInterruptTime", new() { Since = WindowsVersion.Windows7 }, (machine, _) => (ulong)machine.Clock.Now);

    public static readonly Ddi KeQueryTimeIncrement = Ddi.Declare("KeQueryTimeIncrement", new(), (_, _) => (ulong)TimeIncrement);

    public static readonly Ddi KeQueryPerformanceCounter = Ddi.Declare(
        "KeQueryPerformanceCounter",
        new() { Module = "hal.dll", Parameters = [Address("PerformanceFrequency")] },
        (machine, a) =>
        {
            if (a[0] != 0)
            {
                machine.Memory.Write(a[0], PerformanceFrequency);
            }

            return (ulong)machine.Clock.Now;
        });

    public static readonly Ddi KeStallExecutionProcessor = Ddi.DeclareVoid(
        "KeStallExecutionProcessor",
        new() { Module = "hal.dll", Parameters = [Value("MicroSeconds")] },
        (machine, a) => machine.Clock.Spend(10 * (long)(uint)a[0]));

    public static readonly Ddi KeQueryActiveProcessors = Ddi.Declare(
        "KeQueryActiveProcessors", new() { Irql = IrqlRule.Any.OrBefore(WindowsVersion.Vista, KIRQL.APC_LEVEL) }, (_, _) => 1);

    public static readonly Ddi KeQueryActiveProcessorCount = Ddi.Declare(
        "KeQueryActiveProcessorCount",
        new() { Parameters = [Address("ActiveProcessors")], Since = WindowsVersion.Vista },
        (machine, a) =>
        {
            if (a[0] != 0)
            {
                machine.Memory.Write(a[0], 1UL);
            }

            return 1;
        });

    public static readonly Ddi KeGetCurrentProcessorNumber = Ddi.Declare("KeGetCurrentProcessorNumber", new(), (_, _) => 0);
}
