namespace Verifier.Kernel;

/// <summary>The state of threads, and whether their hard errors reach a user.</summary>
internal static class PsSettingDdis
{
    /// <summary>True if the thread is ending. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool PsIsThreadTerminating(Machine machine, Pointer thread) =>
        machine.SystemThreads.Of(thread) is null || machine.Scheduler.Find(thread) is null;

    /// <summary>True if a thread's hard errors are disabled. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Modelled = "noted; no error is shown")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool PsGetThreadHardErrorsAreDisabled(Machine machine, Pointer thread) =>
        machine.Executive.Threads.AreHardErrorsDisabled(thread);

    /// <summary>Disables or enables a thread's hard errors. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Modelled = "noted; no error is shown")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void PsSetThreadHardErrorsAreDisabled(Machine machine, Pointer thread, bool hardErrorsAreDisabled) =>
        machine.Executive.Threads.DisableHardErrors(thread, hardErrorsAreDisabled);

    /// <summary>
    /// Enables or disables the hard errors of the running thread; true if they were enabled before. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    [Ddi(Modelled = "noted; no error is shown")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool IoSetThreadHardErrorMode(Machine machine, bool enableHardErrors)
    {
        var thread = machine.Scheduler.Current.ThreadObject;
        var wereEnabled = !machine.Executive.Threads.AreHardErrorsDisabled(thread);
        machine.Executive.Threads.DisableHardErrors(thread, !enableHardErrors);
        return wereEnabled;
    }
}
