namespace Verifier.Kernel;

/// <summary>
/// IRQL (harness/docs/facts/io.md#locks-and-regions). On x64 the headers make moves to and from CR8 of some of these; the names stay.
/// </summary>
internal static class KeIrqlDdis
{
    private const string Hal = "hal.dll";

    /// <summary>The level of the processor. Any IRQL.</summary>
    [Ddi(IsInlined = true)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static KIRQL KeGetCurrentIrql(Machine machine) => machine.Irql;

    /// <summary>The x86 form of KeRaiseIrql: the level before is the result.</summary>
    [Ddi(Module = Hal)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static KIRQL KfRaiseIrql(Machine machine, KIRQL newIrql) => machine.Processor.Raise(newIrql);

    /// <summary>The x86 form of KeLowerIrql, which early x64 drivers import under that name.</summary>
    [Ddi(Module = Hal, Aliases = ["KeLowerIrql"])]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KfLowerIrql(Machine machine, KIRQL newIrql) => machine.Processor.Lower(newIrql);

    /// <summary>Macro: KfRaiseIrql.</summary>
    [Ddi(ExpandsTo = nameof(KfRaiseIrql))]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeRaiseIrql(Machine machine, KIRQL newIrql, Out<KIRQL> oldIrql) =>
        machine.Memory.Write(oldIrql, (byte)machine.Processor.Raise(newIrql));

    /// <summary>Macro: KfLowerIrql.</summary>
    [Ddi(ExpandsTo = nameof(KfLowerIrql))]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void KeLowerIrql(Machine machine, KIRQL newIrql) => machine.Processor.Lower(newIrql);

    /// <summary>Raises the IRQL to DISPATCH_LEVEL and returns the level before. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL, ChecksItself = true)]
    public static KIRQL KeRaiseIrqlToDpcLevel(Machine machine) => machine.Processor.Raise(KIRQL.DISPATCH_LEVEL);
}
