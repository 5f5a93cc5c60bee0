using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>Driver Verifier's options by name (harness/docs/facts/driver-verifier.md#options).</summary>
internal static class VerifierWords
{
    /// <summary>The options that are plain switches.</summary>
    public static WordKind<VerifierOptions> Option { get; } = new("a Driver Verifier option",
        Word("standard", VerifierOptions.Standard, "The standard mask 0x209BB."),
        Word("special-pool", VerifierOptions.SpecialPool, "0x1: each small block on a page of its own between inaccessible ones."),
        Word("force-irql-checking", VerifierOptions.ForceIrqlChecking,
            "0x2: pageable memory is paged out at every raise to DISPATCH_LEVEL."),
        Word("low-resources", VerifierOptions.LowResources,
            "0x4: allocations fail at random; 600 chances in 10,000 after 8 minutes unless set."),
        Word("pool-tracking", VerifierOptions.PoolTracking, "0x8: pool left at unload stops the machine."),
        Word("io-verification", VerifierOptions.IoVerification, "0x10: I/O verification, levels 1 and 2."),
        Word("deadlock-detection", VerifierOptions.DeadlockDetection, "0x20: order of spin locks, mutexes and fast mutexes."),
        Word("enhanced-io-verification", VerifierOptions.EnhancedIoVerification, "0x40: an option of its own only before Windows 7."),
        Word("dma-verification", VerifierOptions.DmaVerification, "0x80: DMA buffers, adapters and map registers."),
        Word("security-checks", VerifierOptions.SecurityChecks, "0x100: user addresses and malformed arguments to Zw routines."),
        Word("force-pending-io", VerifierOptions.ForcePendingIo,
            "0x200: IoCallDriver returns STATUS_PENDING at random; switches io-verification on."),
        Word("irp-logging", VerifierOptions.IrpLogging, "0x400: the last 20 IRPs of each device; needs io-verification."),
        Word("miscellaneous-checks", VerifierOptions.MiscellaneousChecks,
            "0x800: freed memory that holds active kernel objects, and more."),
        Word("invariant-mdl-checking-for-stack", VerifierOptions.InvariantMdlStack, "0x2000: needs io-verification."),
        Word("invariant-mdl-checking-for-driver", VerifierOptions.InvariantMdlDriver, "0x4000: needs io-verification."),
        Word("power-framework-delay-fuzzing", VerifierOptions.PowerDelayFuzzing, "0x8000: power framework callbacks at odd times."),
        Word("port-miniport-interface-checking", VerifierOptions.PortMiniportChecking, "0x10000: calls between port and miniport drivers."),
        Word("ddi-compliance-checking", VerifierOptions.DdiCompliance, "0x20000: rules about how DDIs are called."),
        Word("systematic-low-resources", VerifierOptions.SystematicLowResources, "0x40000: fails the first call of each driver stack."),
        Word("ddi-compliance-checking-additional", VerifierOptions.DdiComplianceAdditional, "0x80000: more of those rules."),
        Word("ndis-wifi-verification", VerifierOptions.NdisWifi, "0x200000: rules for network drivers."),
        Word("kernel-synchronization-delay-fuzzing", VerifierOptions.SynchronizationDelayFuzzing,
            "0x800000: threads delayed at odd times."),
        Word("vm-switch-verification", VerifierOptions.VmSwitch, "0x1000000: rules for virtual switch extensions."),
        Word("code-integrity-checks", VerifierOptions.CodeIntegrity, "0x2000000: executable pool and writable code."),
        Word("driver-isolation-checks", VerifierOptions.DriverIsolation, "Rule class 33: needs dif-mode."),
        Word("wdf-verification", VerifierOptions.WdfVerification, "Rule class 34: KMDF's own verifier."),
        Word("additional-irql-checking", VerifierOptions.AdditionalIrqlChecking, "Rule class 35."),
        Word("dif-mode", VerifierOptions.DifMode, "Rule class 36."),
        Word("file-system-filter-verification", VerifierOptions.FileSystemFilter, "Rule class 37: needs io-verification."));

    /// <summary>NDIS's own flag, which is none of Driver Verifier's but is set beside them.</summary>
    public const string NdisLowResources = "ndis-low-resources";

    /// <summary>Every bit that means something below bit 32, for <c>flags:</c>.</summary>
    public static uint KnownFlags { get; } = (uint)Option.Words.Aggregate(VerifierOptions.None, (all, word) => all | word.Value);

    private static Word<VerifierOptions> Word(string text, VerifierOptions option, string description) => new(text, option, description);
}
