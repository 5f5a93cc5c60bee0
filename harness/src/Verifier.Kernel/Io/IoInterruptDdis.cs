using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Interrupts (facts/pool-and-memory-api.md §7). IoConnectInterrupt is not among what Driver Verifier makes fail.</summary>
internal static class IoInterruptDdis
{
    // The limit is the level of the interrupt that the call is about, which the routine compares itself.
    private static readonly DdiDeclaration OnInterrupt = new()
    {
        Parameters = [Address("Interrupt")],
        Irql = IrqlRule.Dirql,
        ChecksIrqlItself = true,
    };

    public static readonly Ddi IoConnectInterrupt = Ddi.Declare(
        "IoConnectInterrupt",
        new()
        {
            Family = DdiFamily.Object,
            Parameters =
            [
                Address("InterruptObject"), Address("ServiceRoutine"), Address("ServiceContext"), Address("SpinLock"), Value("Vector"),
                Value("Irql"), Value("SynchronizeIrql"), Value("InterruptMode"), Value("ShareVector"), Value("ProcessorEnableMask"),
                Value("FloatingSave"),
            ],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
            Modelled = "one processor; the vector and its level need not be the device's own",
        },
        Connect);

    public static readonly Ddi IoDisconnectInterrupt = Ddi.DeclareVoid(
        "IoDisconnectInterrupt",
        new() { Parameters = [Address("InterruptObject")], Irql = IrqlRule.Passive },
        (machine, a) => machine.Io.Interrupts.Disconnect(a[0]));

    public static readonly Ddi IoConnectInterruptEx = Ddi.Declare(
        "IoConnectInterruptEx",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("Parameters")],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
            Since = WindowsVersion.Vista,
            Modelled = "CONNECT_FULLY_SPECIFIED and CONNECT_LINE_BASED; STATUS_NOT_SUPPORTED for messages",
        },
        (machine, a) => InterruptParameters.Connect(machine, a[0]).Value);

    public static readonly Ddi IoDisconnectInterruptEx = Ddi.DeclareVoid(
        "IoDisconnectInterruptEx",
        new() { Parameters = [Address("Parameters")], Irql = IrqlRule.Passive, Since = WindowsVersion.Vista },
        (machine, a) => InterruptParameters.Disconnect(machine, a[0]));

    public static readonly Ddi KeSynchronizeExecution = Ddi.Declare(
        "KeSynchronizeExecution",
        OnInterrupt with { Parameters = [Address("Interrupt"), Address("SynchronizeRoutine"), Address("SynchronizeContext")] },
        (machine, a) => machine.Io.Interrupts.Synchronize(a[0], a[1], a[2]));

    public static readonly Ddi KeAcquireInterruptSpinLock = Ddi.Declare(
        "KeAcquireInterruptSpinLock",
        OnInterrupt with { Since = WindowsVersion.WindowsXP },
        (machine, a) => (ulong)machine.Io.Interrupts.AcquireLock(a[0]));

    public static readonly Ddi KeReleaseInterruptSpinLock = Ddi.DeclareVoid(
        "KeReleaseInterruptSpinLock",
        OnInterrupt with { Parameters = [Address("Interrupt"), Value("OldIrql")], Since = WindowsVersion.WindowsXP },
        (machine, a) => machine.Io.Interrupts.ReleaseLock(a[0], (KIRQL)(byte)a[1]));

    private static ulong Connect(Machine machine, ReadOnlySpan<ulong> a)
    {
        var wanted = new InterruptObject(0, a[1], a[2], a[3])
        {
            Vector = (uint)a[4],
            Irql = (KIRQL)(byte)a[5],
            SynchronizeIrql = (KIRQL)(byte)a[6],
            Mode = (KINTERRUPT_MODE)(uint)a[7],
            IsShared = (byte)a[8] != 0,
        };
        var status = machine.Io.Interrupts.Connect(wanted, a[9], out var interrupt);
        machine.Memory.Write(a[0], interrupt);
        return status.Value;
    }
}
