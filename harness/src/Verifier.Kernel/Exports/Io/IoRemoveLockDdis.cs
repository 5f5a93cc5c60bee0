namespace Verifier.Kernel;

/// <summary>
/// Remove locks (harness/docs/facts/io.md#remove-locks-and-device-objects). The headers' macros add the size of the lock, which only a
/// checked build looks at.
/// </summary>
internal static class IoRemoveLockDdis
{
    private const string AsAFreeBuild = "as a free build does: no limits of time and count";

    /// <summary>
    /// Makes a remove lock in the device extension (<see cref="SizeOf.IO_REMOVE_LOCK"/> nonpaged bytes), once for a device; the limits
    /// count in checked builds only. IRQL: PASSIVE_LEVEL. Cannot fail.
    /// </summary>
    [Ddi(Modelled = AsAFreeBuild)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void IoInitializeRemoveLockEx(
        Machine machine, Pointer @lock, PoolTag allocateTag, uint maxLockedMinutes, uint highWatermark, uint remlockSize) =>
        machine.Io.RemoveLocks.Initialise(@lock);

    /// <summary>Macro: IoInitializeRemoveLockEx.</summary>
    [Ddi(ExpandsTo = nameof(IoInitializeRemoveLockEx), Modelled = AsAFreeBuild)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void IoInitializeRemoveLock(
        Machine machine, Pointer @lock, PoolTag allocateTag, uint maxLockedMinutes, uint highWatermark, uint remlockSize) =>
        IoInitializeRemoveLockEx(machine, @lock, allocateTag, maxLockedMinutes, highWatermark, remlockSize);

    /// <summary>
    /// Keeps the device from being removed until the release with the same tag. STATUS_DELETE_PENDING once removal waits: then there is
    /// nothing to release. File and line count in checked builds only. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS IoAcquireRemoveLockEx(
        Machine machine, Pointer removeLock, Pointer tag, Pointer file, uint line, uint remlockSize) =>
        machine.Io.RemoveLocks.Acquire(removeLock, tag);

    /// <summary>Macro: IoAcquireRemoveLockEx.</summary>
    [Ddi(ExpandsTo = nameof(IoAcquireRemoveLockEx))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS IoAcquireRemoveLock(
        Machine machine, Pointer removeLock, Pointer tag, Pointer file, uint line, uint remlockSize) =>
        IoAcquireRemoveLockEx(machine, removeLock, tag, file, line, remlockSize);

    /// <summary>Releases one acquisition. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoReleaseRemoveLockEx(Machine machine, Pointer removeLock, Pointer tag, uint remlockSize) =>
        machine.Io.RemoveLocks.Release(removeLock, tag);

    /// <summary>Macro: IoReleaseRemoveLockEx.</summary>
    [Ddi(ExpandsTo = nameof(IoReleaseRemoveLockEx))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoReleaseRemoveLock(Machine machine, Pointer removeLock, Pointer tag, uint remlockSize) =>
        IoReleaseRemoveLockEx(machine, removeLock, tag, remlockSize);

    /// <summary>
    /// Releases the acquisition of IRP_MN_REMOVE_DEVICE, refuses further acquisitions and waits until all are released. IRQL:
    /// PASSIVE_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static IEnumerator<KernelAction> IoReleaseRemoveLockAndWaitEx(
        Machine machine, Pointer removeLock, Pointer tag, uint remlockSize) =>
        machine.Io.RemoveLocks.ReleaseAndWait(removeLock, tag);

    /// <summary>Macro: IoReleaseRemoveLockAndWaitEx.</summary>
    [Ddi(ExpandsTo = nameof(IoReleaseRemoveLockAndWaitEx))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static IEnumerator<KernelAction> IoReleaseRemoveLockAndWait(
        Machine machine, Pointer removeLock, Pointer tag, uint remlockSize) =>
        IoReleaseRemoveLockAndWaitEx(machine, removeLock, tag, remlockSize);
}
