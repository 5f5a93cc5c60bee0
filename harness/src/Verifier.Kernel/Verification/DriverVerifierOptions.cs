namespace Verifier.Kernel;

/// <summary>
/// Driver Verifier's options by their real mask (harness/docs/facts/driver-verifier.md#options); fault injection is not the kernel's
/// business.
/// </summary>
[Flags]
public enum DriverVerifierOptions : uint
{
    /// <summary>Not verified.</summary>
    None = 0,

    /// <summary>Each block in a page of its own, next to an inaccessible one.</summary>
    SpecialPool = 0x1,

    /// <summary>Pageable memory is trimmed whenever a driver raises to DISPATCH_LEVEL.</summary>
    ForceIrqlChecking = 0x2,

    /// <summary>Blocks left at unload stop the machine.</summary>
    PoolTracking = 0x8,

    /// <summary>The rules of IRP handling.</summary>
    IoVerification = 0x10,

    /// <summary>Spin locks, mutexes and fast mutexes taken in a deadly order.</summary>
    DeadlockDetection = 0x20,

    /// <summary>DMA buffers, channels, map registers.</summary>
    DmaVerification = 0x80,

    /// <summary>User addresses and malformed strings in kernel calls.</summary>
    SecurityChecks = 0x100,

    /// <summary>Lower drivers answer STATUS_PENDING and complete later.</summary>
    ForcePendingIoRequests = 0x200,

    /// <summary>Active objects in freed memory and the like.</summary>
    MiscellaneousChecks = 0x800,

    /// <summary>IRQL and lock rules of each DDI.</summary>
    DdiComplianceChecking = 0x20000,

    /// <summary>Executable pool, protections and mappings (Windows 10).</summary>
    CodeIntegrityChecks = 0x2000000,

    /// <summary>The mask of <c>/standard</c>.</summary>
    Standard = SpecialPool | ForceIrqlChecking | PoolTracking | IoVerification | DeadlockDetection | DmaVerification
        | SecurityChecks | MiscellaneousChecks | DdiComplianceChecking,
}
