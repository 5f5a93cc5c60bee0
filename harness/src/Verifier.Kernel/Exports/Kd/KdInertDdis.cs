namespace Verifier.Kernel;

/// <summary>The kernel debugger, which is not there, and the boot screen, which is gone.</summary>
internal static class KdInertDdis
{
    /// <summary>Looks again whether a kernel debugger is missing. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Server2003, IsInert = true, Modelled = "TRUE: there is no debugger")]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool KdRefreshDebuggerNotPresent(Machine machine) => true;

    /// <summary>Commands for the kernel debugger. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003, IsInert = true, Modelled = "STATUS_DEBUGGER_INACTIVE")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS KdSystemDebugControl(
        Machine machine,
        uint command,
        Pointer inputBuffer,
        uint inputBufferLength,
        Pointer outputBuffer,
        uint outputBufferLength,
        Out<uint> returnLength,
        byte previousMode) => NTSTATUS.STATUS_DEBUGGER_INACTIVE;

    /// <summary>True if the boot screen has the display. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(IsInert = true, Modelled = "FALSE: the boot screen is gone")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool InbvCheckDisplayOwnership(Machine machine) => false;

    /// <summary>
    /// Tells the boot screen that another driver has the display, and which routine resets it to text. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(IsInert = true, Modelled = "the routine is never called: no stop needs the display")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void InbvNotifyDisplayOwnershipLost(Machine machine, Pointer resetDisplayParameters)
    {
    }
}
