namespace Verifier.Kernel;

/// <content>Macros of the headers: remove locks, without what only checked builds look at.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Makes a remove lock in the device extension (<see cref="SizeOf.IO_REMOVE_LOCK"/> nonpaged bytes), once for a device; the limits
    /// count in checked builds only. IRQL: PASSIVE_LEVEL. Cannot fail.
    /// </summary>
    public void IoInitializeRemoveLock(Pointer removeLock, PoolTag allocateTag, uint maxLockedMinutes, uint highWatermark) =>
        IoInitializeRemoveLockEx(removeLock, allocateTag, maxLockedMinutes, highWatermark, SizeOf.IO_REMOVE_LOCK);

    /// <summary>
    /// Keeps the device from being removed until the release with the same tag. STATUS_DELETE_PENDING once removal waits: then there is
    /// nothing to release. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public NTSTATUS IoAcquireRemoveLock(Pointer removeLock, Pointer tag) =>
        IoAcquireRemoveLockEx(removeLock, tag, Pointer.Null, 1, SizeOf.IO_REMOVE_LOCK);

    /// <summary>Releases one acquisition. IRQL: up to DISPATCH_LEVEL.</summary>
    public void IoReleaseRemoveLock(Pointer removeLock, Pointer tag) =>
        IoReleaseRemoveLockEx(removeLock, tag, SizeOf.IO_REMOVE_LOCK);

    /// <summary>
    /// Releases the acquisition of IRP_MN_REMOVE_DEVICE, refuses further acquisitions and waits until all are released. IRQL:
    /// PASSIVE_LEVEL.
    /// </summary>
    public void IoReleaseRemoveLockAndWait(Pointer removeLock, Pointer tag) =>
        IoReleaseRemoveLockAndWaitEx(removeLock, tag, SizeOf.IO_REMOVE_LOCK);
}
