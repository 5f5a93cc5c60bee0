namespace Verifier.Kernel;

/// <summary>
/// Spin locks (harness/docs/facts/io.md#locks-and-regions). Wrong levels have sub-codes of their own:
/// harness/docs/facts/bugchecks.md#driver-verifier-rules, 0x32 to 0x42.
/// </summary>
internal static class KeSpinLockDdis
{
    private const string Hal = "hal.dll";

    /// <summary>Makes a spin lock: 8 bytes of nonpaged memory. Any IRQL; cannot fail.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeInitializeSpinLock(Machine machine, Pointer spinLock) => machine.SpinLocks.Initialise(spinLock);

    /// <summary>Acquires the lock, raises to DISPATCH_LEVEL and returns the level before. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static KIRQL KeAcquireSpinLockRaiseToDpc(Machine machine, Pointer spinLock) => machine.SpinLocks.AcquireRaising(spinLock);

    /// <summary>Macro: KeAcquireSpinLockRaiseToDpc.</summary>
    [Ddi(ExpandsTo = nameof(KeAcquireSpinLockRaiseToDpc))]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void KeAcquireSpinLock(Machine machine, Pointer spinLock, Out<KIRQL> oldIrql) =>
        machine.Memory.Write(oldIrql, (byte)machine.SpinLocks.AcquireRaising(spinLock));

    /// <summary>The x86 form of KeAcquireSpinLock: the level before is the result. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = Hal)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static KIRQL KfAcquireSpinLock(Machine machine, Pointer spinLock) => machine.SpinLocks.AcquireRaising(spinLock);

    /// <summary>Releases the lock and returns to the level before. IRQL: DISPATCH_LEVEL (0xC4/0x32 elsewhere).</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void KeReleaseSpinLock(Machine machine, Pointer spinLock, KIRQL newIrql) =>
        machine.SpinLocks.ReleaseLowering(spinLock, newIrql);

    /// <summary>The x86 form of KeReleaseSpinLock. IRQL: DISPATCH_LEVEL (0xC4/0x32 elsewhere).</summary>
    [Ddi(Module = Hal)]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void KfReleaseSpinLock(Machine machine, Pointer spinLock, KIRQL newIrql) =>
        machine.SpinLocks.ReleaseLowering(spinLock, newIrql);

    /// <summary>Acquires the lock at DISPATCH_LEVEL or above (0xC4/0x40 below).</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void KeAcquireSpinLockAtDpcLevel(Machine machine, Pointer spinLock) => machine.SpinLocks.AcquireAtDpcLevel(spinLock);

    /// <summary>Acquires the lock if it is free; false when it is not. IRQL: DISPATCH_LEVEL or above.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.HIGH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static bool KeTryToAcquireSpinLockAtDpcLevel(Machine machine, Pointer spinLock) =>
        machine.SpinLocks.TryAcquireAtDpcLevel(spinLock);

    /// <summary>True when the lock is free. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool KeTestSpinLock(Machine machine, Pointer spinLock) => machine.Memory.Read<ulong>(spinLock) == 0;

    /// <summary>Releases a lock of KeAcquireSpinLockAtDpcLevel. IRQL: DISPATCH_LEVEL or above (0xC4/0x41 below).</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void KeReleaseSpinLockFromDpcLevel(Machine machine, Pointer spinLock) => machine.SpinLocks.ReleaseFromDpcLevel(spinLock);

    /// <summary>Acquires the lock through a KLOCK_QUEUE_HANDLE on the stack. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void KeAcquireInStackQueuedSpinLock(Machine machine, Pointer spinLock, Pointer lockHandle) =>
        machine.SpinLocks.AcquireQueued(spinLock, lockHandle);

    /// <summary>Releases what KeAcquireInStackQueuedSpinLock acquired. IRQL: DISPATCH_LEVEL (0xC4/0x36 elsewhere).</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void KeReleaseInStackQueuedSpinLock(Machine machine, Pointer lockHandle) => machine.SpinLocks.ReleaseQueued(lockHandle);

    /// <summary>Acquires the lock through a KLOCK_QUEUE_HANDLE. IRQL: DISPATCH_LEVEL or above.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void KeAcquireInStackQueuedSpinLockAtDpcLevel(Machine machine, Pointer spinLock, Pointer lockHandle) =>
        machine.SpinLocks.AcquireQueuedAtDpcLevel(spinLock, lockHandle);

    /// <summary>Releases what KeAcquireInStackQueuedSpinLockAtDpcLevel acquired. IRQL: DISPATCH_LEVEL or above.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL, Lowest = KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static void KeReleaseInStackQueuedSpinLockFromDpcLevel(Machine machine, Pointer lockHandle) =>
        machine.SpinLocks.ReleaseQueuedFromDpcLevel(lockHandle);
}
