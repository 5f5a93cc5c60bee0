namespace Verifier.Kernel;

/// <summary>The return values of AdapterControl (harness/docs/facts/memory.md#dma).</summary>
public enum IO_ALLOCATION_ACTION : uint
{
    /// <summary>Keep the channel and the map registers.</summary>
    KeepObject = 1,

    /// <summary>Release both.</summary>
    DeallocateObject = 2,

    /// <summary>Release the channel, keep the map registers.</summary>
    DeallocateObjectKeepRegisters = 3,
}
