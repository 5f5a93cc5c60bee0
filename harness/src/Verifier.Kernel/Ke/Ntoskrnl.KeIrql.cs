namespace Verifier.Kernel;

/// <content>IRQL.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Raises the IRQL; <paramref name="oldIrql"/> is the level before. Must not lower it (0xC4/0x30; facts/bugchecks.md §4).
    /// </summary>
    public void KeRaiseIrql(KIRQL newIrql, out KIRQL oldIrql) => oldIrql = (KIRQL)Call(KeIrqlDdis.KfRaiseIrql, (ulong)newIrql);

    /// <summary>Restores the IRQL that KeRaiseIrql returned. Must not raise it (0xC4/0x31). Queued DPCs run before it returns.</summary>
    public void KeLowerIrql(KIRQL newIrql) => Call(KeIrqlDdis.KfLowerIrql, (ulong)newIrql);

    /// <summary>Raises the IRQL to DISPATCH_LEVEL and returns the level before. IRQL: up to DISPATCH_LEVEL.</summary>
    public KIRQL KeRaiseIrqlToDpcLevel() => (KIRQL)Call(KeIrqlDdis.KeRaiseIrqlToDpcLevel);

    /// <summary>The x86 form of KeRaiseIrql: the level before is the result.</summary>
    public KIRQL KfRaiseIrql(KIRQL newIrql) => (KIRQL)Call(KeIrqlDdis.KfRaiseIrql, (ulong)newIrql);

    /// <summary>The x86 form of KeLowerIrql.</summary>
    public void KfLowerIrql(KIRQL newIrql) => Call(KeIrqlDdis.KfLowerIrql, (ulong)newIrql);
}
