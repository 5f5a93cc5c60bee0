using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>IRQL (facts/wdm-io.md §4). On x64 the headers make moves to and from CR8 of some of these; the names stay.</summary>
internal static class KeIrqlDdis
{
    public static readonly Ddi KeGetCurrentIrql = Ddi.Declare(
        "KeGetCurrentIrql", new(), (machine, _) => (ulong)machine.Irql);

    public static readonly Ddi KfRaiseIrql = Ddi.Declare(
        "KfRaiseIrql",
        new() { Module = "hal.dll", Parameters = [Value("NewIrql")] },
        (machine, a) => (ulong)machine.Processor.Raise((KIRQL)a[0]));

    public static readonly Ddi KfLowerIrql = Ddi.DeclareVoid(
        "KfLowerIrql", new() { Module = "hal.dll", Parameters = [Value("NewIrql")] }, Lower);

    public static readonly Ddi KeRaiseIrql = Ddi.DeclareVoid(
        "KeRaiseIrql", new() { Parameters = [Value("NewIrql"), Address("OldIrql")], ExpandsTo = "KfRaiseIrql" }, RaiseInto);

    public static readonly Ddi KeLowerIrql = Ddi.DeclareVoid(
        "KeLowerIrql", new() { Parameters = [Value("NewIrql")], ExpandsTo = "KfLowerIrql" }, Lower);

    public static readonly Ddi KeRaiseIrqlToDpcLevel = Ddi.Declare(
        "KeRaiseIrqlToDpcLevel",
        new() { Irql = IrqlRule.Dispatch, ChecksIrqlItself = true },
        (machine, _) => (ulong)machine.Processor.Raise(KIRQL.DISPATCH_LEVEL));

    private static void Lower(Machine machine, ReadOnlySpan<ulong> a) => machine.Processor.Lower((KIRQL)a[0]);

    private static void RaiseInto(Machine machine, ReadOnlySpan<ulong> a) =>
        machine.Memory.Write(a[1], (byte)machine.Processor.Raise((KIRQL)a[0]));
}
