namespace Verifier.Kernel;

/// <summary>IO_STATUS_BLOCK, a view of 0x10 bytes in simulated memory (harness/docs/facts/io.md#structure-layouts).</summary>
[View(0x10, Public = ViewMembers.Bytes | ViewMembers.Constructor)]
public readonly partial struct IoStatusBlock
{
    /// <summary>Status.</summary>
    [Field(0x00)] public partial NTSTATUS Status { get; set; }

    /// <summary>Information.</summary>
    [Field(0x08)] public partial ulong Information { get; set; }
}
