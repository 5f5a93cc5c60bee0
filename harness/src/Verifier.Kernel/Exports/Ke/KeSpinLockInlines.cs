namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: spin locks.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Acquires the lock and raises to DISPATCH_LEVEL. IRQL: up to DISPATCH_LEVEL (0xC4/0x42 above).</summary>
    public void KeAcquireSpinLock(Pointer spinLock, out KIRQL oldIrql) => oldIrql = KeAcquireSpinLockRaiseToDpc(spinLock);
}
