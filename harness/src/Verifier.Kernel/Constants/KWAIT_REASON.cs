namespace Verifier.Kernel;

/// <summary>
/// The reason why a thread waits. Drivers use Executive, or UserRequest for a wait on behalf of a user thread
/// (harness/docs/facts/io.md#constants); the others are the public ntddk.h names in between.
/// </summary>
public enum KWAIT_REASON : uint
{
    /// <summary>The driver waits for its own reasons.</summary>
    Executive = 0,

    /// <summary>Waits for a free page.</summary>
    FreePage = 1,

    /// <summary>Waits for a page to be read.</summary>
    PageIn = 2,

    /// <summary>Waits for pool.</summary>
    PoolAllocation = 3,

    /// <summary>Sleeps.</summary>
    DelayExecution = 4,

    /// <summary>The thread is suspended.</summary>
    Suspended = 5,

    /// <summary>Waits for a user thread.</summary>
    UserRequest = 6,
}
