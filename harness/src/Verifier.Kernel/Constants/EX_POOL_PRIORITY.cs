namespace Verifier.Kernel;

/// <summary>
/// The priority of a request of ExAllocatePoolWithTagPriority (harness/docs/facts/memory.md#priorities). The water marks that
/// turn it into failures are ours: see SystemProfile.
/// </summary>
public enum EX_POOL_PRIORITY : uint
{
    /// <summary>Fails as soon as the system is fairly low on resources.</summary>
    LowPoolPriority = 0,

    /// <summary>Low; in special pool the block ends at the page end.</summary>
    LowPoolPrioritySpecialPoolOverrun = 8,

    /// <summary>Low; in special pool the block starts the page.</summary>
    LowPoolPrioritySpecialPoolUnderrun = 9,

    /// <summary>Fails when the system is very low on resources; for most drivers.</summary>
    NormalPoolPriority = 16,

    /// <summary>Normal; in special pool the block ends at the page end.</summary>
    NormalPoolPrioritySpecialPoolOverrun = 24,

    /// <summary>Normal; in special pool the block starts the page.</summary>
    NormalPoolPrioritySpecialPoolUnderrun = 25,

    /// <summary>Fails only when the system is completely out of resources; for the paging path.</summary>
    HighPoolPriority = 32,

    /// <summary>High; in special pool the block ends at the page end.</summary>
    HighPoolPrioritySpecialPoolOverrun = 40,

    /// <summary>High; in special pool the block starts the page.</summary>
    HighPoolPrioritySpecialPoolUnderrun = 41,
}
