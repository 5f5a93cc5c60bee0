namespace Verifier.Kernel;

/// <content>ERESOURCE: many readers or one writer, recursive. Acquire and release inside a critical region.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes a resource in nonpaged memory; succeeds. IRQL: up to DISPATCH_LEVEL.</summary>
    public NTSTATUS ExInitializeResourceLite(Pointer resource) => CallForStatus(ExSyncResourceDdis.ExInitializeResourceLite, resource);

    /// <summary>Makes an initialised resource new. IRQL: up to DISPATCH_LEVEL.</summary>
    public NTSTATUS ExReinitializeResourceLite(Pointer resource) => CallForStatus(ExSyncResourceDdis.ExReinitializeResourceLite, resource);

    /// <summary>Deletes a resource before its memory goes (0xC4/0xD1 when it was not initialised). IRQL: up to APC_LEVEL.</summary>
    public NTSTATUS ExDeleteResourceLite(Pointer resource) => CallForStatus(ExSyncResourceDdis.ExDeleteResourceLite, resource);

    /// <summary>Acquires for writing; false when it is not free and the caller does not wait. IRQL: up to APC_LEVEL.</summary>
    public bool ExAcquireResourceExclusiveLite(Pointer resource, bool wait) =>
        Call(ExSyncResourceDdis.ExAcquireResourceExclusiveLite, resource, wait ? 1UL : 0) != 0;

    /// <summary>Acquires for reading, behind those who wait to write; false as above. IRQL: up to APC_LEVEL.</summary>
    public bool ExAcquireResourceSharedLite(Pointer resource, bool wait) =>
        Call(ExSyncResourceDdis.ExAcquireResourceSharedLite, resource, wait ? 1UL : 0) != 0;

    /// <summary>Acquires for reading, before those who wait to write; false as above. IRQL: up to APC_LEVEL.</summary>
    public bool ExAcquireSharedStarveExclusive(Pointer resource, bool wait) =>
        Call(ExSyncResourceDdis.ExAcquireSharedStarveExclusive, resource, wait ? 1UL : 0) != 0;

    /// <summary>Gives one acquisition back (0xE3 when the thread has none). IRQL: up to DISPATCH_LEVEL.</summary>
    public void ExReleaseResourceLite(Pointer resource) => Call(ExSyncResourceDdis.ExReleaseResourceLite, resource);

    /// <summary>Gives an acquisition of a thread back, named by ExGetCurrentResourceThread. IRQL: up to DISPATCH_LEVEL.</summary>
    public void ExReleaseResourceForThreadLite(Pointer resource, ulong resourceThreadId) =>
        Call(ExSyncResourceDdis.ExReleaseResourceForThreadLite, resource, resourceThreadId);

    /// <summary>What names the running thread to ExReleaseResourceForThreadLite: a macro.</summary>
    public ulong ExGetCurrentResourceThread() => Machine.Scheduler.Current.ThreadObject;

    /// <summary>Turns the thread's exclusive acquisition into a shared one. IRQL: up to APC_LEVEL.</summary>
    public void ExConvertExclusiveToSharedLite(Pointer resource) => Call(ExSyncResourceDdis.ExConvertExclusiveToSharedLite, resource);

    /// <summary>Does the thread own it alone? IRQL: up to DISPATCH_LEVEL.</summary>
    public bool ExIsResourceAcquiredExclusiveLite(Pointer resource) =>
        Call(ExSyncResourceDdis.ExIsResourceAcquiredExclusiveLite, resource) != 0;

    /// <summary>How often the thread owns it. IRQL: up to DISPATCH_LEVEL.</summary>
    public uint ExIsResourceAcquiredSharedLite(Pointer resource) => (uint)Call(ExSyncResourceDdis.ExIsResourceAcquiredSharedLite, resource);

    /// <summary>Threads that wait to write. IRQL: up to DISPATCH_LEVEL.</summary>
    public uint ExGetExclusiveWaiterCount(Pointer resource) => (uint)Call(ExSyncResourceDdis.ExGetExclusiveWaiterCount, resource);

    /// <summary>Threads that wait to read. IRQL: up to DISPATCH_LEVEL.</summary>
    public uint ExGetSharedWaiterCount(Pointer resource) => (uint)Call(ExSyncResourceDdis.ExGetSharedWaiterCount, resource);
}
