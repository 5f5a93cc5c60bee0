namespace Verifier.Kernel;

/// <summary>The place in the queue at which KeInsertQueueDpc puts a DPC (harness/docs/facts/io.md#constants).</summary>
public enum KDPC_IMPORTANCE : byte
{
    /// <summary>At the end of the queue, run later.</summary>
    LowImportance = 0,

    /// <summary>At the end of the queue; the default.</summary>
    MediumImportance = 1,

    /// <summary>At the head of the queue.</summary>
    HighImportance = 2,
}
