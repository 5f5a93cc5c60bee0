namespace Verifier.Kernel;

/// <content>Spin locks.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes a spin lock: 8 bytes of nonpaged memory. Any IRQL; cannot fail.</summary>
    public void KeInitializeSpinLock(Pointer spinLock) => Call(KeSpinLockDdis.KeInitializeSpinLock, spinLock);

    /// <summary>Acquires the lock and raises to DISPATCH_LEVEL. IRQL: up to DISPATCH_LEVEL (0xC4/0x42 above).</summary>
    public void KeAcquireSpinLock(Pointer spinLock, out KIRQL oldIrql) => oldIrql = KeAcquireSpinLockRaiseToDpc(spinLock);

    /// <summary>Acquires the lock, raises to DISPATCH_LEVEL and returns the level before. IRQL: up to DISPATCH_LEVEL.</summary>
    public KIRQL KeAcquireSpinLockRaiseToDpc(Pointer spinLock) => (KIRQL)Call(KeSpinLockDdis.KeAcquireSpinLockRaiseToDpc, spinLock);

    /// <summary>Releases the lock and returns to the level before. IRQL: DISPATCH_LEVEL (0xC4/0x32 elsewhere).</summary>
    public void KeReleaseSpinLock(Pointer spinLock, KIRQL newIrql) => Call(KeSpinLockDdis.KeReleaseSpinLock, spinLock, (ulong)newIrql);

    /// <summary>Acquires the lock at DISPATCH_LEVEL or above (0xC4/0x40 below).</summary>
    public void KeAcquireSpinLockAtDpcLevel(Pointer spinLock) => Call(KeSpinLockDdis.KeAcquireSpinLockAtDpcLevel, spinLock);

    /// <summary>Acquires the lock if it is free; false when it is not. IRQL: DISPATCH_LEVEL or above.</summary>
    public bool KeTryToAcquireSpinLockAtDpcLevel(Pointer spinLock) => Call(KeSpinLockDdis.KeTryToAcquireSpinLockAtDpcLevel, spinLock) != 0;

    /// <summary>True when the lock is free. Any IRQL.</summary>
    public bool KeTestSpinLock(Pointer spinLock) => Call(KeSpinLockDdis.KeTestSpinLock, spinLock) != 0;

    /// <summary>Releases a lock of KeAcquireSpinLockAtDpcLevel. IRQL: DISPATCH_LEVEL or above (0xC4/0x41 below).</summary>
    public void KeReleaseSpinLockFromDpcLevel(Pointer spinLock) => Call(KeSpinLockDdis.KeReleaseSpinLockFromDpcLevel, spinLock);

    /// <summary>Acquires the lock through a KLOCK_QUEUE_HANDLE on the stack. IRQL: up to DISPATCH_LEVEL.</summary>
    public void KeAcquireInStackQueuedSpinLock(Pointer spinLock, Pointer lockHandle) =>
        Call(KeSpinLockDdis.KeAcquireInStackQueuedSpinLock, spinLock, lockHandle);

    /// <summary>Releases what KeAcquireInStackQueuedSpinLock acquired. IRQL: DISPATCH_LEVEL (0xC4/0x36 elsewhere).</summary>
    public void KeReleaseInStackQueuedSpinLock(Pointer lockHandle) => Call(KeSpinLockDdis.KeReleaseInStackQueuedSpinLock, lockHandle);

    /// <summary>Acquires the lock through a KLOCK_QUEUE_HANDLE. IRQL: DISPATCH_LEVEL or above.</summary>
    public void KeAcquireInStackQueuedSpinLockAtDpcLevel(Pointer spinLock, Pointer lockHandle) =>
        Call(KeSpinLockDdis.KeAcquireInStackQueuedSpinLockAtDpcLevel, spinLock, lockHandle);

    /// <summary>Releases what KeAcquireInStackQueuedSpinLockAtDpcLevel acquired. IRQL: DISPATCH_LEVEL or above.</summary>
    public void KeReleaseInStackQueuedSpinLockFromDpcLevel(Pointer lockHandle) =>
        Call(KeSpinLockDdis.KeReleaseInStackQueuedSpinLockFromDpcLevel, lockHandle);
}
