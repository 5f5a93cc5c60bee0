namespace Verifier.Kernel;

/// <summary>The access of the device to locked pages (harness/docs/facts/memory.md#mdls-and-mappings).</summary>
public enum LOCK_OPERATION : uint
{
    /// <summary>Read them.</summary>
    IoReadAccess = 0,

    /// <summary>Write them.</summary>
    IoWriteAccess = 1,

    /// <summary>Read and write them.</summary>
    IoModifyAccess = 2,
}
