using Verifier.Kernel;

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
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(AssertViolation(0x11A, () => Driver.KeEnterCriticalRegion()).P2, Is.EqualTo(2UL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x11B)]
    public void KeLeaveCriticalRegion_above_apc_level_is_0xC4_0x11B()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeEnterCriticalRegion();
        Driver.KeRaiseIrqlToDpcLevel();
        AssertViolation(0x11B, () => Driver.KeLeaveCriticalRegion());
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
