namespace Verifier.Kernel;

/// <summary>What the pool tells the I/O manager.</summary>
internal interface IIrpMemory
{
    /// <summary>A driver freed the memory of an IRP.</summary>
    void IrpFreed(ulong irp);
}
