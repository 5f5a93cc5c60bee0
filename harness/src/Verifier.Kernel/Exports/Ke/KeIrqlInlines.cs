namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: IRQL.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>The level of the processor: read from a register of it, not an import. Any IRQL.</summary>
    public KIRQL KeGetCurrentIrql() => Machine.Irql;

    /// <summary>
    /// Raises the IRQL; <paramref name="oldIrql"/> is the level before. Must not lower it (0xC4/0x30;
    /// harness/docs/facts/bugchecks.md#driver-verifier-rules).
    /// </summary>
    public void KeRaiseIrql(KIRQL newIrql, out KIRQL oldIrql) => oldIrql = KfRaiseIrql(newIrql);

    /// <summary>Restores the IRQL that KeRaiseIrql returned. Must not raise it (0xC4/0x31). Queued DPCs run before it returns.</summary>
    public void KeLowerIrql(KIRQL newIrql) => KfLowerIrql(newIrql);
}
