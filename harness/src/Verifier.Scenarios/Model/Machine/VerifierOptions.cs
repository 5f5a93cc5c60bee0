namespace Verifier.Scenarios.Model;

/// <summary>
/// Driver Verifier's options. The low 32 bits are its flag mask; an option that has no flag bit stands at (rule class - 1).
/// Source: harness/docs/facts/driver-verifier.md#options.
/// </summary>
[Flags]
public enum VerifierOptions : ulong
{
    /// <summary>No option.</summary>
    None = 0,

    /// <summary>Special Pool (0x1).</summary>
    SpecialPool = 0x1,

    /// <summary>Force IRQL Checking (0x2).</summary>
    ForceIrqlChecking = 0x2,

    /// <summary>Randomized Low Resources Simulation (0x4).</summary>
    LowResources = 0x4,

    /// <summary>Pool Tracking (0x8).</summary>
    PoolTracking = 0x8,

    /// <summary>I/O Verification, levels 1 and 2 (0x10).</summary>
    IoVerification = 0x10,

    /// <summary>Deadlock Detection (0x20).</summary>
    DeadlockDetection = 0x20,

    /// <summary>Enhanced I/O Verification (0x40), an option of its own only before Windows 7.</summary>
    EnhancedIoVerification = 0x40,

    /// <summary>DMA Verification (0x80).</summary>
    DmaVerification = 0x80,

    /// <summary>Security Checks (0x100).</summary>
    SecurityChecks = 0x100,

    /// <summary>Force Pending I/O Requests (0x200); switches I/O Verification on.</summary>
    ForcePendingIo = 0x200,

    /// <summary>IRP Logging (0x400); needs I/O Verification.</summary>
    IrpLogging = 0x400,

    /// <summary>Miscellaneous Checks (0x800).</summary>
    MiscellaneousChecks = 0x800,

    /// <summary>Invariant MDL Checking for Stack (0x2000); needs I/O Verification.</summary>
    InvariantMdlStack = 0x2000,

    /// <summary>Invariant MDL Checking for Driver (0x4000); needs I/O Verification.</summary>
    InvariantMdlDriver = 0x4000,

    /// <summary>Power Framework Delay Fuzzing (0x8000).</summary>
    PowerDelayFuzzing = 0x8000,

    /// <summary>Port/miniport interface checking (0x10000).</summary>
    PortMiniportChecking = 0x10000,

    /// <summary>DDI Compliance Checking (0x20000).</summary>
    DdiCompliance = 0x20000,

    /// <summary>Systematic Low Resources Simulation (0x40000).</summary>
    SystematicLowResources = 0x40000,

    /// <summary>DDI Compliance Checking, additional (0x80000).</summary>
    DdiComplianceAdditional = 0x80000,

    /// <summary>NDIS/WIFI verification (0x200000).</summary>
    NdisWifi = 0x200000,

    /// <summary>Kernel Synchronization Delay Fuzzing (0x800000).</summary>
    SynchronizationDelayFuzzing = 0x800000,

    /// <summary>VM Switch verification (0x1000000).</summary>
    VmSwitch = 0x1000000,

    /// <summary>Code Integrity checks (0x2000000).</summary>
    CodeIntegrity = 0x2000000,

    /// <summary>Driver isolation checks (rule class 33); needs DIF mode.</summary>
    DriverIsolation = 1UL << 32,

    /// <summary>WDF Verification (rule class 34).</summary>
    WdfVerification = 1UL << 33,

    /// <summary>Additional IRQL checking (rule class 35).</summary>
    AdditionalIrqlChecking = 1UL << 34,

    /// <summary>DIF mode (rule class 36).</summary>
    DifMode = 1UL << 35,

    /// <summary>File System Filter verification (rule class 37); needs I/O Verification.</summary>
    FileSystemFilter = 1UL << 36,

    /// <summary>The standard mask 0x209BB.</summary>
    Standard = 0x209BB,
}
