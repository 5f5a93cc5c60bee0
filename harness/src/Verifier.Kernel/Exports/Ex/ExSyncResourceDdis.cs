namespace Verifier.Kernel;

/// <summary>ERESOURCE: many readers or one writer, recursive. Used inside a critical region (0xC4/0x37, 0x38).</summary>
internal static class ExSyncResourceDdis
{
    private const string NoBoost = "no priority boost of owners";

    /// <summary>Makes a resource in nonpaged memory; succeeds. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS ExInitializeResourceLite(Machine machine, Pointer resource) => machine.SharedResources.Initialise(resource);

    /// <summary>Makes an initialised resource new. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static NTSTATUS ExReinitializeResourceLite(Machine machine, Pointer resource) => machine.SharedResources.Reinitialise(resource);

    /// <summary>Deletes a resource before its memory goes (0xC4/0xD1 when it was not initialised). IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS ExDeleteResourceLite(Machine machine, Pointer resource) => machine.SharedResources.Delete(resource);

    /// <summary>Acquires for writing; false when it is not free and the caller does not wait. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Modelled = NoBoost, Returns = typeof(bool))]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> ExAcquireResourceExclusiveLite(Machine machine, Pointer resource, bool wait) =>
        machine.SharedResources.Acquire(resource, exclusive: true, wait);

    /// <summary>Acquires for reading, behind those who wait to write; false as above. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Modelled = NoBoost, Returns = typeof(bool))]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> ExAcquireResourceSharedLite(Machine machine, Pointer resource, bool wait) =>
        machine.SharedResources.Acquire(resource, exclusive: false, wait);

    /// <summary>Acquires for reading, before those who wait to write; false as above. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Modelled = NoBoost, Returns = typeof(bool))]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> ExAcquireSharedStarveExclusive(Machine machine, Pointer resource, bool wait) =>
        machine.SharedResources.Acquire(resource, exclusive: false, wait, starveExclusive: true);

    /// <summary>Gives one acquisition back (0xE3 when the thread has none). IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ExReleaseResourceLite(Machine machine, Pointer resource) => machine.SharedResources.Release(resource);

    /// <summary>Gives an acquisition of a thread back, named by ExGetCurrentResourceThread. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void ExReleaseResourceForThreadLite(Machine machine, Pointer resource, ulong resourceThreadId) =>
        machine.SharedResources.ReleaseForThread(resource, resourceThreadId);

    /// <summary>Turns the thread's exclusive acquisition into a shared one. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ExConvertExclusiveToSharedLite(Machine machine, Pointer resource) =>
        machine.SharedResources.ConvertToShared(resource);

    /// <summary>True if the thread owns it alone. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool ExIsResourceAcquiredExclusiveLite(Machine machine, Pointer resource) =>
        machine.SharedResources.IsExclusive(resource);

    /// <summary>The number of times that the thread owns it. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static uint ExIsResourceAcquiredSharedLite(Machine machine, Pointer resource) =>
        (uint)machine.SharedResources.CountOf(resource);

    /// <summary>Threads that wait to write. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static uint ExGetExclusiveWaiterCount(Machine machine, Pointer resource) =>
        (uint)machine.SharedResources.Waiters(resource, exclusive: true);

    /// <summary>Threads that wait to read. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static uint ExGetSharedWaiterCount(Machine machine, Pointer resource) =>
        (uint)machine.SharedResources.Waiters(resource, exclusive: false);
}
