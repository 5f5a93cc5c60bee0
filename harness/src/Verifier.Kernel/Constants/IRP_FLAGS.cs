namespace Verifier.Kernel;

/// <summary>Irp-&gt;Flags that the I/O manager uses (harness/docs/facts/io.md#flags-and-types).</summary>
[Flags]
public enum IRP_FLAGS : uint
{
    /// <summary>Go past the cache.</summary>
    IRP_NOCACHE = 0x1,

    /// <summary>Sent by the memory manager for a page file or mapped file.</summary>
    IRP_PAGING_IO = 0x2,

    /// <summary>The caller waits in the I/O manager.</summary>
    IRP_SYNCHRONOUS_API = 0x4,

    /// <summary>Belongs to a master IRP.</summary>
    IRP_ASSOCIATED_IRP = 0x8,

    /// <summary>SystemBuffer is in use.</summary>
    IRP_BUFFERED_IO = 0x10,

    /// <summary>The I/O manager frees SystemBuffer when the IRP ends.</summary>
    IRP_DEALLOCATE_BUFFER = 0x20,

    /// <summary>Data is copied back from SystemBuffer to the caller.</summary>
    IRP_INPUT_OPERATION = 0x40,
}
