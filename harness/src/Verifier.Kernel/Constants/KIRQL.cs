namespace Verifier.Kernel;

/// <summary>
/// Interrupt request level (harness/docs/facts/io.md#irql). PASSIVE, APC and DISPATCH are the same everywhere; the upper names are those of
/// x64, where POWER is the same level as IPI and PROFILE the same as HIGH. x86 puts PROFILE at 27, CLOCK 28, IPI 29, POWER 30, HIGH
/// 31: SystemProfile.HighIrql has the highest one of a machine.
/// </summary>
public enum KIRQL : byte
{
    /// <summary>Threads; pageable memory, waits and handles are allowed.</summary>
    PASSIVE_LEVEL = 0,

    /// <summary>Asynchronous procedure calls are held off; pageable memory is still allowed.</summary>
    APC_LEVEL = 1,

    /// <summary>Scheduler, DPCs, spin locks: nonpaged memory only, no waiting.</summary>
    DISPATCH_LEVEL = 2,

    /// <summary>The first device level (DIRQL).</summary>
    DEVICE_LEVEL_LOWEST = 3,

    /// <summary>The last device level of x64.</summary>
    DEVICE_LEVEL_HIGHEST = 12,

    /// <summary>Clock interrupt, x64.</summary>
    CLOCK_LEVEL = 13,

    /// <summary>Interrupts between processors and power failure, x64.</summary>
    IPI_LEVEL = 14,

    /// <summary>Everything is masked, x64.</summary>
    HIGH_LEVEL = 15,
}
