namespace Verifier.Kernel;

/// <summary>The knowledge of the pool and the lookaside lists of blocks that went away.</summary>
internal interface IFreedBlocks
{
    /// <summary>True if the address is in a block that is not freed. Such a block may be an entry that its lookaside list keeps.</summary>
    bool IsInUse(ulong address, out bool isKept);

    /// <summary>The history of the nearest block before an address, in its page; null where there is none.</summary>
    BlockHistory? Before(ulong address);
}
