namespace Verifier.Kernel;

/// <summary>
/// DMA_ADAPTER, a view of 0x10 bytes in simulated memory; its operations are reached through <see cref="DmaOperations"/>, a table of
/// routine
/// addresses (facts/wdm-io.md §7).
/// </summary>
public readonly struct DmaAdapter
{
    internal const int Bytes = 0x10;

    /// <summary>Views an adapter that the driver kept a pointer to.</summary>
    public DmaAdapter(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it NULL?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>Version of the structure.</summary>
    public ushort Version => Pointer.Read<ushort>();

    /// <summary>Bytes of the structure.</summary>
    public ushort Size => Pointer.Read<ushort>(2);

    /// <summary>DMA_OPERATIONS: the table of routines.</summary>
    public Pointer DmaOperations => Pointer.ReadPointer(8);
}
