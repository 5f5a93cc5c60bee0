namespace Verifier.Kernel;

/// <summary>
/// DMA_ADAPTER, a view of 0x10 bytes in simulated memory; its operations are reached through <see cref="DmaOperations"/>, a table of
/// routine
/// addresses (harness/docs/facts/io.md#structure-layouts).
/// </summary>
[View(0x10, Public = ViewMembers.Constructor | ViewMembers.IsNull)]
public readonly partial struct DmaAdapter
{
    /// <summary>Version of the structure.</summary>
    [Field(0x00)] public partial ushort Version { get; internal set; }

    /// <summary>Bytes of the structure.</summary>
    [Field(0x02)] public partial ushort Size { get; internal set; }

    /// <summary>DMA_OPERATIONS: the table of routines.</summary>
    [Field(0x08)] public partial Pointer DmaOperations { get; internal set; }
}
