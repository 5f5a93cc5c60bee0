using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Stops and raised statuses that a driver asks for itself. None of them returns.</summary>
internal static class KeBugCheckDdis
{
    private static readonly DdiDeclaration Raising = new() { Irql = IrqlRule.Passive };

    public static readonly Ddi KeBugCheck = Ddi.DeclareVoid(
        "KeBugCheck", new() { Parameters = [Value("BugCheckCode")] }, (machine, a) => Stop(machine, a[0], 0, 0, 0, 0));

    public static readonly Ddi KeBugCheckEx = Ddi.DeclareVoid(
        "KeBugCheckEx",
        new()
        {
            Parameters =
            [
                Value("BugCheckCode"), Value("BugCheckParameter1"), Value("BugCheckParameter2"), Value("BugCheckParameter3"),
                Value("BugCheckParameter4"),
            ],
        },
        (machine, a) => Stop(machine, a[0], a[1], a[2], a[3], a[4]));

    public static readonly Ddi ExRaiseStatus = Ddi.DeclareVoid(
        "ExRaiseStatus",
        new() { Parameters = [Value("Status")], Irql = IrqlRule.Apc },
        (_, a) => throw new KernelException(new NTSTATUS((uint)a[0])));

    public static readonly Ddi ExRaiseAccessViolation = Ddi.DeclareVoid(
        "ExRaiseAccessViolation", Raising, (_, _) => throw new AccessViolationRaised(0, MemoryAccess.Read));

    public static readonly Ddi ExRaiseDatatypeMisalignment = Ddi.DeclareVoid(
        "ExRaiseDatatypeMisalignment", Raising, (_, _) => throw new KernelException(NTSTATUS.STATUS_DATATYPE_MISALIGNMENT));

    public static readonly Ddi DbgBreakPoint = Ddi.DeclareVoid(
        "DbgBreakPoint", new(), (_, _) => throw new KernelException(NTSTATUS.STATUS_BREAKPOINT));

    private static void Stop(Machine machine, ulong code, ulong p1, ulong p2, ulong p3, ulong p4) =>
        throw machine.BugCheck(
            new BugCheck((BugCheckCode)code, p1, p2, p3, p4), $"{machine.Caller?.Name ?? "The kernel"} asked for this stop itself.");
}
