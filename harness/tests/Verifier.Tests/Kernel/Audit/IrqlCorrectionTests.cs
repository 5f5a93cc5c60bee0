using Verifier.Kernel;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Audit;

/// <summary>The rules that the audit corrected, at the gate of a verified driver: the highest level passes, the next one stops.</summary>
public sealed class IrqlCorrectionTests : KernelFixture
{
    [TestCase("ExGetPreviousMode", DISPATCH_LEVEL)]
    [TestCase("RtlUpcaseUnicodeString", APC_LEVEL)]
    [TestCase("RtlDowncaseUnicodeString", APC_LEVEL)]
    [TestCase("RtlUpcaseUnicodeChar", APC_LEVEL)]
    [TestCase("IoStartNextPacketByKey", DISPATCH_LEVEL)]
    [TestCase("ExDeleteResourceLite", APC_LEVEL)]
    [TestCase("ExConvertExclusiveToSharedLite", APC_LEVEL)]
    [TestCase("ExRaiseStatus", APC_LEVEL)]
    [TestCase("ExRaiseAccessViolation", PASSIVE_LEVEL)]
    [TestCase("ExRaiseDatatypeMisalignment", PASSIVE_LEVEL)]
    [TestCase("IoIsWdmVersionAvailable", PASSIVE_LEVEL)]
    [TestCase("KeQueryPriorityThread", PASSIVE_LEVEL)]
    [TestCase("KeSetPriorityThread", PASSIVE_LEVEL)]
    [TestCase("PsGetThreadId", DISPATCH_LEVEL)]
    [TestCase("PsTerminateSystemThread", PASSIVE_LEVEL)]
    [TestCase("DbgPrint", DEVICE_LEVEL_HIGHEST)]
    [TestCase("DbgPrintEx", DEVICE_LEVEL_HIGHEST)]
    [TestCase("PoSetPowerState", APC_LEVEL)]
    [TestCase("KeReadStateEvent", DEVICE_LEVEL_HIGHEST)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE5)]
    public void Routine_passes_at_its_highest_level_and_stops_above_it(string routine, KIRQL highest)
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        AssertPasses(routine, highest);
        AssertStops(routine, highest + 1);
    }

    [TestCase("windows-xp-x86", "MmFreeContiguousMemory", APC_LEVEL)]
    [TestCase("windows-2000-x86", "KeQueryActiveProcessors", APC_LEVEL)]
    [TestCase("windows-vista-x64", "RtlInitializeBitMap", APC_LEVEL)]
    [TestCase("windows-vista-x64", "MmFreeContiguousMemory", DISPATCH_LEVEL)]
    public void Rule_may_depend_on_the_Windows_version(string profile, string routine, KIRQL highest)
    {
        Boot(profile, DriverVerifierOptions.ForceIrqlChecking);
        AssertPasses(routine, highest);
        AssertStops(routine, highest + 1);
    }

    [TestCase("windows-vista-x64", "KeQueryActiveProcessors")]
    [TestCase("windows-10-x64", "RtlInitializeBitMap")]
    public void Rule_of_a_later_version_has_no_limit(string profile, string routine)
    {
        Boot(profile, DriverVerifierOptions.ForceIrqlChecking);
        AssertPasses(routine, Machine.Profile.HighIrql);
    }

    [TestCase("ExpInterlockedFlushSList")]
    [TestCase("ExpInterlockedPopEntrySList")]
    [TestCase("ExpInterlockedPushEntrySList")]
    [TestCase("ExQueryDepthSList")]
    [TestCase("InitializeSListHead")]
    [TestCase("IoCsqInitialize")]
    [TestCase("IoCsqInitializeEx")]
    [TestCase("IoGetCurrentProcess")]
    [TestCase("PsGetCurrentProcess")]
    [TestCase("PsGetCurrentThread")]
    [TestCase("IoInitializeWorkItem")]
    [TestCase("IoUninitializeWorkItem")]
    [TestCase("KeReadStateSemaphore")]
    [TestCase("RtlAppendUnicodeStringToString")]
    [TestCase("RtlAppendUnicodeToString")]
    [TestCase("RtlCopyUnicodeString")]
    [TestCase("RtlInitAnsiString")]
    public void Routine_for_any_IRQL_passes_at_the_highest_of_each_machine(string routine)
    {
        foreach (var profile in SystemProfile.All.Where(p => p.Version >= DdiCatalogue.Find(routine)!.Since))
        {
            Boot(profile, DriverVerifierOptions.ForceIrqlChecking);
            AssertPasses(routine, profile.HighIrql);
        }
    }

    [TestCase(16)]
    [TestCase(26)]
    [TestCase(31)]
    public void Any_IRQL_on_x86_includes_the_device_levels_above_15(byte level)
    {
        Boot("windows-xp-x86", DriverVerifierOptions.ForceIrqlChecking);
        Driver.KeRaiseIrql((KIRQL)level, out _);
        Assert.That((Driver.KeGetCurrentIrql(), Driver.PsGetCurrentThread().IsNull), Is.EqualTo(((KIRQL)level, false)));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE5)]
    public void DbgPrint_on_x86_ends_at_the_last_device_level()
    {
        Boot("windows-xp-x86", DriverVerifierOptions.ForceIrqlChecking);
        AssertPasses("DbgPrint", (KIRQL)26);
        AssertStops("DbgPrint", (KIRQL)27);
    }

    [TestCase(1u, DISPATCH_LEVEL)]
    [TestCase(4u, APC_LEVEL)]
    public void PoSetPowerState_at_DISPATCH_LEVEL_is_for_D0(uint state, KIRQL highest)
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        AssertPasses("PoSetPowerState", highest, 0, 1, state);
        AssertStops("PoSetPowerState", highest + 1, 0, 1, state);
    }

    [TestCase(PASSIVE_LEVEL)]
    [TestCase(APC_LEVEL)]
    [TestCase(DEVICE_LEVEL_LOWEST)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x32)]
    public void IoReleaseCancelSpinLock_elsewhere_than_at_DISPATCH_LEVEL_is_0xC4_0x32(KIRQL level)
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Driver.IoAcquireCancelSpinLock(out var old);
        Driver.IoReleaseCancelSpinLock(old);
        Driver.IoAcquireCancelSpinLock(out old);
        Machine.Irql = level;
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, () => Driver.IoReleaseCancelSpinLock(old));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((0x32UL, (ulong)level)));
    }

    private void AssertPasses(string routine, KIRQL level, params ulong[] arguments)
    {
        Check(routine, level, arguments);
        Assert.That((Machine.Stopped, Machine.Violations.Count), Is.EqualTo(((StopReason?)null, 0)));
    }

    private void AssertStops(string routine, KIRQL level, params ulong[] arguments)
    {
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, () => Check(routine, level, arguments));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((0xE5UL, (ulong)level)));
    }

    // What a call that is made to fail does: the checks alone.
    private void Check(string routine, KIRQL level, ulong[] arguments)
    {
        var ddi = DdiCatalogue.Find(routine)!;
        Machine.Irql = level;
        Machine.Gate.CheckOnly(Driver.Image, ddi, arguments.Length > 0 ? arguments : new ulong[ddi.Parameters.Count]);
    }
}
