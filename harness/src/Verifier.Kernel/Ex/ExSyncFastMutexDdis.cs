using static Verifier.Kernel.DdiParameter;
using static Verifier.Kernel.LockKind;

namespace Verifier.Kernel;

/// <summary>Fast and guarded mutexes (facts/wdm-io.md §4; wrong levels are 0xC4/0x33, 0x34, 0x39, 0x3A).</summary>
internal static class ExSyncFastMutexDdis
{
    private static readonly DdiDeclaration Fast = new()
    {
        Parameters = [Address("FastMutex")],
        Irql = IrqlRule.Apc,
        ChecksIrqlItself = true,
    };

    private static readonly DdiDeclaration Guarded = Fast with { Parameters = [Address("Mutex")], Since = WindowsVersion.Server2003 };

    public static readonly Ddi ExInitializeFastMutex = Ddi.DeclareVoid(
        "ExInitializeFastMutex",
        new() { Parameters = [Address("FastMutex")], Irql = IrqlRule.Dispatch, ExpandsTo = "KeInitializeEvent" },
        (machine, a) => machine.FastMutexes.Initialise(a[0], FastMutex));

    public static readonly Ddi ExAcquireFastMutex = Ddi.Declare(
        "ExAcquireFastMutex", Fast, (machine, a) => machine.FastMutexes.Acquire(a[0], FastMutex, isUnsafe: false));

    public static readonly Ddi ExReleaseFastMutex = Ddi.DeclareVoid(
        "ExReleaseFastMutex", Fast with { Irql = IrqlRule.ExactlyApc }, (machine, a) => machine.FastMutexes.Release(a[0], FastMutex, isUnsafe: false));

    public static readonly Ddi ExTryToAcquireFastMutex = Ddi.Declare(
        "ExTryToAcquireFastMutex", Fast, (machine, a) => machine.FastMutexes.TryAcquire(a[0], FastMutex) ? 1UL : 0);

    public static readonly Ddi ExAcquireFastMutexUnsafe = Ddi.Declare(
        "ExAcquireFastMutexUnsafe", Fast, (machine, a) => machine.FastMutexes.Acquire(a[0], FastMutex, isUnsafe: true));

    public static readonly Ddi ExReleaseFastMutexUnsafe = Ddi.DeclareVoid(
        "ExReleaseFastMutexUnsafe", Fast, (machine, a) => machine.FastMutexes.Release(a[0], FastMutex, isUnsafe: true));

    public static readonly Ddi KeInitializeGuardedMutex = Ddi.DeclareVoid(
        "KeInitializeGuardedMutex", Guarded, (machine, a) => machine.FastMutexes.Initialise(a[0], GuardedMutex));

    public static readonly Ddi KeAcquireGuardedMutex = Ddi.Declare(
        "KeAcquireGuardedMutex", Guarded, (machine, a) => machine.FastMutexes.Acquire(a[0], GuardedMutex, isUnsafe: false));

    public static readonly Ddi KeReleaseGuardedMutex = Ddi.DeclareVoid(
        "KeReleaseGuardedMutex", Guarded, (machine, a) => machine.FastMutexes.Release(a[0], GuardedMutex, isUnsafe: false));

    public static readonly Ddi KeTryToAcquireGuardedMutex = Ddi.Declare(
        "KeTryToAcquireGuardedMutex", Guarded, (machine, a) => machine.FastMutexes.TryAcquire(a[0], GuardedMutex) ? 1UL : 0);

    public static readonly Ddi KeAcquireGuardedMutexUnsafe = Ddi.Declare(
        "KeAcquireGuardedMutexUnsafe", Guarded, (machine, a) => machine.FastMutexes.Acquire(a[0], GuardedMutex, isUnsafe: true));

    public static readonly Ddi KeReleaseGuardedMutexUnsafe = Ddi.DeclareVoid(
        "KeReleaseGuardedMutexUnsafe", Guarded, (machine, a) => machine.FastMutexes.Release(a[0], GuardedMutex, isUnsafe: true));
}
