using Verifier.Kernel;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Ke;

public sealed class KeCriticalRegionTests : KeFixture
{
    [Test]
    public void KeEnterCriticalRegion_nests()
    {
        Driver.KeEnterCriticalRegion();
        Driver.KeEnterCriticalRegion();
        Driver.KeLeaveCriticalRegion();
        Assert.That(Driver.KeAreApcsDisabled(), Is.True);
        Assert.That(Driver.KeAreAllApcsDisabled(), Is.False);
        Driver.KeLeaveCriticalRegion();
        Assert.That(Driver.KeAreApcsDisabled(), Is.False);
    }

    [Test]
    public void KeEnterGuardedRegion_disables_all_apcs()
    {
        Driver.KeEnterGuardedRegion();
        Assert.That(Driver.KeAreAllApcsDisabled(), Is.True);
        Driver.KeLeaveGuardedRegion();
        Assert.That(Driver.KeAreAllApcsDisabled(), Is.False);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3E)]
    public void KeLeaveCriticalRegion_outside_is_0xC4_0x3E()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        AssertViolation(0x3E, () => Driver.KeLeaveCriticalRegion());
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x4000E)]
    public void KeLeaveGuardedRegion_outside_is_0xC4_0x4000E()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        AssertViolation(0x4000E, () => Driver.KeLeaveGuardedRegion());
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x11A)]
    public void KeEnterCriticalRegion_above_apc_level_is_0xC4_0x11A()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(AssertViolation(0x11A, () => Driver.KeEnterCriticalRegion()).P2, Is.EqualTo(2UL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x11B)]
    public void KeLeaveCriticalRegion_above_apc_level_is_0xC4_0x11B()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Driver.KeEnterCriticalRegion();
        Driver.KeRaiseIrqlToDpcLevel();
        AssertViolation(0x11B, () => Driver.KeLeaveCriticalRegion());
    }

    [TestCase("windows-10-x64", DriverVerifierOptions.SpecialPool)]
    [TestCase("windows-10-x64", DriverVerifierOptions.None)]
    [TestCase("windows-vista-x64", DriverVerifierOptions.ForceIrqlChecking)]
    [TestCase("windows-xp-x86", DriverVerifierOptions.ForceIrqlChecking)]
    public void Critical_region_above_apc_level_goes_on_without_the_option_and_before_windows_7(string profile, DriverVerifierOptions options)
    {
        Boot(profile, options);
        Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeEnterCriticalRegion();
        Driver.KeLeaveCriticalRegion();
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0x11A, 0x11B }));
    }

    [TestCase(PASSIVE_LEVEL)]
    [TestCase(APC_LEVEL)]
    public void Critical_region_up_to_apc_level_is_no_violation(KIRQL level)
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Machine.Irql = level;
        Driver.KeEnterCriticalRegion();
        Driver.KeLeaveCriticalRegion();
        Assert.That(Noted(), Is.Empty);
    }

    [TestCase(PASSIVE_LEVEL, false)]
    [TestCase(APC_LEVEL, true)]
    [TestCase(DISPATCH_LEVEL, true)]
    public void KeAreApcsDisabled_asks_for_a_region_and_KeAreAllApcsDisabled_for_the_level_too(KIRQL level, bool all)
    {
        Machine.Irql = level;
        Assert.That((Driver.KeAreApcsDisabled(), Driver.KeAreAllApcsDisabled()), Is.EqualTo((false, all)));
    }

    [Test]
    public void KeAreApcsDisabled_is_true_in_each_region_at_any_level()
    {
        Driver.KeEnterCriticalRegion();
        Machine.Irql = APC_LEVEL;
        Assert.That(Driver.KeAreApcsDisabled(), Is.True);
        Machine.Irql = PASSIVE_LEVEL;
        Driver.KeLeaveCriticalRegion();
        Driver.KeEnterGuardedRegion();
        Assert.That((Driver.KeAreApcsDisabled(), Driver.KeAreAllApcsDisabled()), Is.EqualTo((true, true)));
    }

    [Test]
    public void Unsafe_mutex_needs_no_region_at_APC_LEVEL_although_KeAreApcsDisabled_is_false_there()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        var mutex = NonPaged(0);
        Driver.ExInitializeFastMutex(mutex);
        Machine.Irql = APC_LEVEL;
        Driver.ExAcquireFastMutexUnsafe(mutex);
        Assert.That(Driver.KeAreApcsDisabled(), Is.False);
        Driver.ExReleaseFastMutexUnsafe(mutex);
        Machine.Irql = PASSIVE_LEVEL;
        AssertViolation(0x39, () => Driver.ExAcquireFastMutexUnsafe(mutex));
    }

    [Test]
    [Raises(BugCheckCode.KERNEL_APC_PENDING_DURING_EXIT)]
    public void Thread_that_ends_in_a_critical_region_is_0x20()
    {
        StartThread("careless", () => Driver.KeEnterCriticalRegion());
        var stop = AssertBugCheck(BugCheckCode.KERNEL_APC_PENDING_DURING_EXIT, Machine.Scheduler.Yield);
        Assert.That(stop.P2, Is.EqualTo(ulong.MaxValue), "the APC disable count is -1");
    }
}
