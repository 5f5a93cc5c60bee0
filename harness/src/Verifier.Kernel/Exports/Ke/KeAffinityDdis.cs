namespace Verifier.Kernel;

/// <summary>The processors that the running thread may run on. There is one processor.</summary>
internal static class KeAffinityDdis
{
    private const string OneProcessor = "noted; there is one processor";

    /// <summary>Sets the processors of the running thread, one bit each. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Modelled = OneProcessor)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void KeSetSystemAffinityThread(Machine machine, ulong affinity) => Set(machine, affinity);

    /// <summary>
    /// As <see cref="KeSetSystemAffinityThread"/>; the affinity that was set before, 0 when there was none. IRQL: up to DISPATCH_LEVEL. Windows Vista.
    /// </summary>
    [Ddi(Since = WindowsVersion.Vista, Modelled = OneProcessor)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static ulong KeSetSystemAffinityThreadEx(Machine machine, ulong affinity) => Set(machine, affinity);

    /// <summary>The thread runs on its own processors again. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Modelled = OneProcessor)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void KeRevertToUserAffinityThread(Machine machine) => machine.Executive.Threads.SetAffinity(0);

    /// <summary>
    /// Sets the affinity that <see cref="KeSetSystemAffinityThreadEx"/> returned; 0 is the thread's own. IRQL: up to DISPATCH_LEVEL. Windows Vista.
    /// </summary>
    [Ddi(Since = WindowsVersion.Vista, Modelled = OneProcessor)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void KeRevertToUserAffinityThreadEx(Machine machine, ulong affinity) => machine.Executive.Threads.SetAffinity(affinity);

    // An affinity without a processor that is there has no effect.
    private static ulong Set(Machine machine, ulong affinity)
    {
        const ulong processors = 1;
        return (affinity & processors) != 0 ? machine.Executive.Threads.SetAffinity(affinity) : machine.Executive.Threads.Affinity;
    }
}
