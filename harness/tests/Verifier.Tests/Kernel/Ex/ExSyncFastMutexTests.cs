using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Ex;

public sealed class ExSyncFastMutexTests : KeFixture
{
    private Pointer Mutex => NonPaged(0);

    [SetUp]
    public void MakeMutex() => Driver.ExInitializeFastMutex(Mutex);

    [Test]
    public void ExAcquireFastMutex_holds_at_apc_level()
    {
        Driver.ExAcquireFastMutex(Mutex);
        Assert.That(Driver.KeGetCurrentIrql(), Is.EqualTo(APC_LEVEL));
        Assert.That((Mutex.Read<int>(), LocksHeld().Single()), Is.EqualTo((0, Mutex.Address)));
        Driver.ExReleaseFastMutex(Mutex);
        Assert.That((Driver.KeGetCurrentIrql(), Mutex.Read<int>(), LocksHeld().Length), Is.EqualTo((PASSIVE_LEVEL, 1, 0)));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void ExAcquireFastMutex_waits_for_its_turn()
    {
        var order = new List<string>();
        Driver.ExAcquireFastMutex(Mutex);
        foreach (var name in (string[])["a", "b"])
        {
            StartThread(name, () =>
            {
                Driver.ExAcquireFastMutex(Mutex);
                order.Add(name);
                Driver.ExReleaseFastMutex(Mutex);
            });
        }

        Machine.Scheduler.Yield();
        Assert.That(Mutex.Read<int>(), Is.EqualTo(-2));
        order.Add("first");
        Driver.ExReleaseFastMutex(Mutex);
        Machine.Scheduler.Yield();
        Machine.Scheduler.Yield();
        Assert.That(order, Is.EqualTo(new[] { "first", "a", "b" }));
        Assert.That((Mutex.Read<int>(), LocksHeld().Length), Is.EqualTo((1, 0)));
    }

    [Test]
    [Raises(BugCheckCode.MUTEX_ALREADY_OWNED)]
    public void ExAcquireFastMutex_twice_is_0xBF_from_windows_8_on()
    {
        Driver.ExAcquireFastMutex(Mutex);
        Assert.That(AssertBugCheck(BugCheckCode.MUTEX_ALREADY_OWNED, () => Driver.ExAcquireFastMutex(Mutex)).P1, Is.EqualTo(Mutex.Address));
    }

    [Test]
    public void ExAcquireFastMutex_twice_before_windows_8_is_a_hang()
    {
        Boot("windows-xp-x86");
        MakeMutex();
        Driver.ExAcquireFastMutex(Mutex);
        Assert.That(AssertHang(() => Driver.ExAcquireFastMutex(Mutex)), Does.Contain("fast mutex"));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1000)]
    public void ExAcquireFastMutex_twice_with_deadlock_detection_is_0xC4_0x1000()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        MakeMutex();
        Driver.ExAcquireFastMutex(Mutex);
        AssertViolation(0x1000, () => Driver.ExAcquireFastMutex(Mutex));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x33)]
    public void ExAcquireFastMutex_above_apc_level_is_0xC4_0x33()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        MakeMutex();
        Driver.KeRaiseIrqlToDpcLevel();
        var stop = AssertViolation(0x33, () => Driver.ExAcquireFastMutex(Mutex));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((2UL, Mutex.Address)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x34)]
    public void ExReleaseFastMutex_not_at_apc_level_is_0xC4_0x34()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        MakeMutex();
        Driver.ExAcquireFastMutex(Mutex);
        Driver.KeLowerIrql(PASSIVE_LEVEL);
        Assert.That(AssertViolation(0x34, () => Driver.ExReleaseFastMutex(Mutex)).P4, Is.EqualTo(Mutex.Address));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x39)]
    public void ExAcquireFastMutexUnsafe_with_apcs_enabled_is_0xC4_0x39()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        MakeMutex();
        AssertViolation(0x39, () => Driver.ExAcquireFastMutexUnsafe(Mutex));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3A)]
    public void ExReleaseFastMutexUnsafe_with_apcs_enabled_is_0xC4_0x3A()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        MakeMutex();
        Driver.KeEnterCriticalRegion();
        Driver.ExAcquireFastMutexUnsafe(Mutex);
        Assert.That(Driver.KeGetCurrentIrql(), Is.EqualTo(PASSIVE_LEVEL));
        Driver.KeLeaveCriticalRegion();
        AssertViolation(0x3A, () => Driver.ExReleaseFastMutexUnsafe(Mutex));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3A)]
    public void Unsafe_release_above_apc_level_is_0xC4_0x3A()
    {
        foreach (var release in new Action<Pointer>[] { m => Driver.ExReleaseFastMutexUnsafe(m), m => Driver.KeReleaseGuardedMutexUnsafe(m) })
        {
            Boot(ProfileName, DriverVerifierOptions.SpecialPool);
            MakeMutex();
            Driver.KeEnterCriticalRegion();
            Driver.ExAcquireFastMutexUnsafe(Mutex);
            Machine.Irql = DISPATCH_LEVEL;
            AssertViolation(0x3A, () => release(Mutex));
        }
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE5)]
    public void KeReleaseGuardedMutex_is_for_apc_level_and_below()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeInitializeGuardedMutex(Mutex);
        Driver.KeAcquireGuardedMutex(Mutex);
        Machine.Irql = APC_LEVEL;
        Driver.KeReleaseGuardedMutex(Mutex);
        Driver.KeAcquireGuardedMutex(Mutex);
        Machine.Irql = DISPATCH_LEVEL;
        AssertViolation(0xE5, () => Driver.KeReleaseGuardedMutex(Mutex));
    }

    [Test]
    public void ExTryToAcquireFastMutex_of_a_held_mutex_is_false()
    {
        Assert.That(Driver.ExTryToAcquireFastMutex(Mutex), Is.True);
        var second = true;
        StartThread("other", () => second = Driver.ExTryToAcquireFastMutex(Mutex));
        Machine.Scheduler.Yield();
        Assert.That(second, Is.False);
        Driver.ExReleaseFastMutex(Mutex);
        Assert.That(Mutex.Read<int>(), Is.EqualTo(1));
    }

    [Test]
    public void ExAcquireFastMutex_never_initialised_is_0xA() =>
        AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => Driver.ExAcquireFastMutex(NonPaged(0x100)));

    [Test]
    public void KeAcquireGuardedMutex_is_a_guarded_region()
    {
        Driver.KeInitializeGuardedMutex(Mutex);
        Driver.KeAcquireGuardedMutex(Mutex);
        Assert.That((Driver.KeAreAllApcsDisabled(), Driver.KeGetCurrentIrql()), Is.EqualTo((true, PASSIVE_LEVEL)));
        Driver.KeReleaseGuardedMutex(Mutex);
        Assert.That(Driver.KeAreAllApcsDisabled(), Is.False);
        Assert.That(Driver.KeTryToAcquireGuardedMutex(Mutex), Is.True);
    }

    [TestCase(true, false, 1)]
    [TestCase(false, true, 1)]
    [TestCase(true, true, 0)]
    [TestCase(false, false, 0)]
    public void Fast_mutex_is_released_by_the_kind_of_routine_that_acquired_it(bool acquiresUnsafely, bool releasesUnsafely, int breaches)
    {
        Driver.KeRaiseIrql(KIRQL.APC_LEVEL, out _);
        if (acquiresUnsafely)
        {
            Driver.ExAcquireFastMutexUnsafe(Mutex);
        }
        else
        {
            Driver.ExAcquireFastMutex(Mutex);
        }

        if (releasesUnsafely)
        {
            Driver.ExReleaseFastMutexUnsafe(Mutex);
        }
        else
        {
            Driver.ExReleaseFastMutex(Mutex);
        }

        Assert.That(
            Machine.Breaches.Select(b => b.Rule), Is.EqualTo(Enumerable.Repeat("fast mutex released by another kind of routine", breaches)));
        Driver.ExAcquireFastMutex(Mutex);
        Driver.ExReleaseFastMutex(Mutex);
        Assert.That(Machine.Breaches, Has.Count.EqualTo(breaches), "what came before is forgotten");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Unsafe_guarded_mutex_needs_a_guarded_region_not_a_critical_one(bool isGuarded)
    {
        Driver.KeInitializeGuardedMutex(Mutex);
        if (isGuarded)
        {
            Driver.KeEnterGuardedRegion();
        }
        else
        {
            Driver.KeEnterCriticalRegion();
        }

        Driver.KeAcquireGuardedMutexUnsafe(Mutex);
        Driver.KeReleaseGuardedMutexUnsafe(Mutex);
        string[] expected = isGuarded ? [] : ["unsafe guarded mutex outside a guarded region"];
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(expected));
        Assert.That(Machine.Violations, Is.Empty);
    }

    // "ExInitializeFastMutex function (wdm.h)", "KeInitializeGuardedMutex function".
    [TestCase("windows-xp-x86", 4, 0)]
    [TestCase("windows-xp-x86", 2, 1)]
    [TestCase("windows-10-x64", 8, 0)]
    [TestCase("windows-10-x64", 4, 1)]
    public void Fast_and_guarded_mutexes_are_aligned_as_pointers(string profile, int offset, int breaches)
    {
        Boot(profile);
        Driver.ExInitializeFastMutex(NonPaged(0x400 + offset));
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(Enumerable.Repeat("unaligned fast mutex", breaches)));
        if (Machine.Profile.Version >= WindowsVersion.Server2003)
        {
            Driver.KeInitializeGuardedMutex(NonPaged(0x500 + offset));
            Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "unaligned fast mutex", "unaligned guarded mutex" }.Take(2 * breaches)));
        }
    }
}
