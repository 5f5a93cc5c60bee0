using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Spin locks (facts/wdm-io.md §4). Wrong levels have sub-codes of their own: facts/bugchecks.md §4, 0x32 to 0x42.</summary>
internal static class KeSpinLockDdis
{
    private static readonly DdiDeclaration Plain = new() { Parameters = [Address("SpinLock")] };
    private static readonly DdiDeclaration Acquire = Plain with { Irql = IrqlRule.Dispatch, ChecksIrqlItself = true };
    private static readonly DdiDeclaration AtDpcLevel = Plain with { Irql = IrqlRule.AtLeastDispatch, ChecksIrqlItself = true };
    private static readonly DdiDeclaration Release = AtDpcLevel with
    {
        Irql = IrqlRule.ExactlyDispatch,
        Parameters = [Address("SpinLock"), Value("NewIrql")],
    };

    private static readonly DdiDeclaration Queued = Acquire with
    {
        Since = WindowsVersion.WindowsXP,
        Parameters = [Address("SpinLock"), Address("LockHandle")],
    };

    private static readonly DdiDeclaration QueuedRelease = Queued with
    {
        Irql = IrqlRule.ExactlyDispatch,
        Parameters = [Address("LockHandle")],
    };

    public static readonly Ddi KeInitializeSpinLock = Ddi.DeclareVoid(
        "KeInitializeSpinLock", Plain, (machine, a) => machine.SpinLocks.Initialise(a[0]));

    public static readonly Ddi KeAcquireSpinLockRaiseToDpc = Ddi.Declare(
        "KeAcquireSpinLockRaiseToDpc", Acquire, (machine, a) => (ulong)machine.SpinLocks.AcquireRaising(a[0]));

    public static readonly Ddi KeAcquireSpinLock = Ddi.DeclareVoid(
        "KeAcquireSpinLock",
        Acquire with { Parameters = [Address("SpinLock"), Address("OldIrql")], ExpandsTo = "KeAcquireSpinLockRaiseToDpc" },
        (machine, a) => machine.Memory.Write(a[1], (byte)machine.SpinLocks.AcquireRaising(a[0])));

    public static readonly Ddi KfAcquireSpinLock = Ddi.Declare(
        "KfAcquireSpinLock", Acquire with { Module = "hal.dll" }, (machine, a) => (ulong)machine.SpinLocks.AcquireRaising(a[0]));

    public static readonly Ddi KeReleaseSpinLock = Ddi.DeclareVoid("KeReleaseSpinLock", Release, ReleaseLowering);

    public static readonly Ddi KfReleaseSpinLock = Ddi.DeclareVoid(
        "KfReleaseSpinLock", Release with { Module = "hal.dll" }, ReleaseLowering);

    public static readonly Ddi KeAcquireSpinLockAtDpcLevel = Ddi.DeclareVoid(
        "KeAcquireSpinLockAtDpcLevel", AtDpcLevel, (machine, a) => machine.SpinLocks.AcquireAtDpcLevel(a[0]));

    public static readonly Ddi KeTryToAcquireSpinLockAtDpcLevel = Ddi.Declare(
        "KeTryToAcquireSpinLockAtDpcLevel",
        AtDpcLevel with { Since = WindowsVersion.Server2003 },
        (machine, a) => machine.SpinLocks.TryAcquireAtDpcLevel(a[0]) ? 1UL : 0);

    public static readonly Ddi KeTestSpinLock = Ddi.Declare(
        "KeTestSpinLock",
        Plain with { Since = WindowsVersion.Server2003 },
        (machine, a) => machine.Memory.Read<ulong>(a[0]) == 0 ? 1UL : 0);

    public static readonly Ddi KeReleaseSpinLockFromDpcLevel = Ddi.DeclareVoid(
        "KeReleaseSpinLockFromDpcLevel", AtDpcLevel, (machine, a) => machine.SpinLocks.ReleaseFromDpcLevel(a[0]));

    public static readonly Ddi KeAcquireInStackQueuedSpinLock = Ddi.DeclareVoid(
        "KeAcquireInStackQueuedSpinLock", Queued, (machine, a) => machine.SpinLocks.AcquireQueued(a[0], a[1]));

    public static readonly Ddi KeReleaseInStackQueuedSpinLock = Ddi.DeclareVoid(
        "KeReleaseInStackQueuedSpinLock", QueuedRelease, (machine, a) => machine.SpinLocks.ReleaseQueued(a[0]));

    public static readonly Ddi KeAcquireInStackQueuedSpinLockAtDpcLevel = Ddi.DeclareVoid(
        "KeAcquireInStackQueuedSpinLockAtDpcLevel", Queued with { Irql = IrqlRule.AtLeastDispatch },
        (machine, a) => machine.SpinLocks.AcquireQueuedAtDpcLevel(a[0], a[1]));

    public static readonly Ddi KeReleaseInStackQueuedSpinLockFromDpcLevel = Ddi.DeclareVoid(
        "KeReleaseInStackQueuedSpinLockFromDpcLevel", QueuedRelease with { Irql = IrqlRule.AtLeastDispatch },
        (machine, a) => machine.SpinLocks.ReleaseQueuedFromDpcLevel(a[0]));

    private static void ReleaseLowering(Machine machine, ReadOnlySpan<ulong> a) => machine.SpinLocks.ReleaseLowering(a[0], (KIRQL)a[1]);
}
