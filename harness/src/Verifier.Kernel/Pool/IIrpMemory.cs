namespace Verifier.Kernel;

/// <summary>The pool's news for the I/O manager.</summary>
internal interface IIrpMemory
{
    /// <summary>A driver freed the memory of an IRP.</summary>
    void IrpFreed(ulong irp);
}
