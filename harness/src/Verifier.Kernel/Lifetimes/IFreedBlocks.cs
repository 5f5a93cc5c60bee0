namespace Verifier.Kernel;

/// <summary>What the pool and the lookaside lists know of blocks that went away.</summary>
internal interface IFreedBlocks
{
    /// <summary>Is the address in a block that is not freed? Such a block may be an entry that its lookaside list keeps.</summary>
    bool IsInUse(ulong address, out bool isKept);

    /// <summary>What is known of the nearest block before an address, in its page; null where there is none.</summary>
    BlockHistory? Before(ulong address);
}
