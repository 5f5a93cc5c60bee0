namespace Verifier.Kernel;

/// <summary>What the device will do with locked pages (harness/docs/facts/memory.md#mdls-and-mappings).</summary>
public enum LOCK_OPERATION : uint
{
    /// <summary>Read them.</summary>
    IoReadAccess = 0,

    /// <summary>Write them.</summary>
    IoWriteAccess = 1,

    /// <summary>Read and write them.</summary>
    IoModifyAccess = 2,
}
