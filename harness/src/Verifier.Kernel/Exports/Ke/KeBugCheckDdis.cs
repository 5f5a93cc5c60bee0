using System.Diagnostics.CodeAnalysis;

namespace Verifier.Kernel;

/// <summary>Stops and raised statuses that a driver asks for itself. None of them returns.</summary>
internal static class KeBugCheckDdis
{
    /// <summary>Stops the machine. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    [DoesNotReturn]
    public static void KeBugCheck(Machine machine, uint bugCheckCode) => Stop(machine, bugCheckCode, 0, 0, 0, 0);

    /// <summary>Stops the machine with parameters. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    [DoesNotReturn]
    public static void KeBugCheckEx(
        Machine machine,
        uint bugCheckCode,
        ulong bugCheckParameter1,
        ulong bugCheckParameter2,
        ulong bugCheckParameter3,
        ulong bugCheckParameter4) =>
        Stop(machine, bugCheckCode, bugCheckParameter1, bugCheckParameter2, bugCheckParameter3, bugCheckParameter4);

    /// <summary>Raises a status; a caller's try/except may catch it. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    [DoesNotReturn]
    public static void ExRaiseStatus(Machine machine, NTSTATUS status) => throw new KernelException(status);

    /// <summary>Raises STATUS_ACCESS_VIOLATION. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [DoesNotReturn]
    public static void ExRaiseAccessViolation(Machine machine) => throw new AccessViolationRaised(0, MemoryAccess.Read);

    /// <summary>Raises STATUS_DATATYPE_MISALIGNMENT. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [DoesNotReturn]
    public static void ExRaiseDatatypeMisalignment(Machine machine) => throw new KernelException(NTSTATUS.STATUS_DATATYPE_MISALIGNMENT);

    /// <summary>Raises STATUS_BREAKPOINT: there is no debugger.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void DbgBreakPoint(Machine machine) => throw new KernelException(NTSTATUS.STATUS_BREAKPOINT);

    /// <summary>As <see cref="DbgBreakPoint"/>, with a number for the debugger.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void DbgBreakPointWithStatus(Machine machine, uint status) => throw new KernelException(NTSTATUS.STATUS_BREAKPOINT);

    [DoesNotReturn]
    private static void Stop(Machine machine, uint code, ulong p1, ulong p2, ulong p3, ulong p4) =>
        throw machine.BugCheck(new BugCheck((BugCheckCode)code, p1, p2, p3, p4), $"{machine.Caller?.Name ?? "The kernel"} asked for this stop itself.");
}
