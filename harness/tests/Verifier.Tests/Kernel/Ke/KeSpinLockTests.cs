using Verifier.Kernel;
using Verifier.Tests.Kernel.BugChecks.Proof;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Ke;

public sealed class KeSpinLockTests : KeFixture
{
    private Pointer Lock => NonPaged(0);

    private Pointer Second => NonPaged(0x10);

    private Pointer Handle => NonPaged(0x20);

    [Test]
    public void KeAcquireSpinLock_raises_and_is_in_the_ledger_until_released()
    {
        Driver.KeInitializeSpinLock(Lock);
        Driver.KeAcquireSpinLock(Lock, out var old);
        Assert.That(Driver.KeGetCurrentIrql(), Is.EqualTo(DISPATCH_LEVEL));
        Assert.That(Lock.Read<ulong>(), Is.Not.Zero);
        Assert.That(LocksHeld(), Is.EqualTo(new[] { Lock.Address }));
        Driver.KeReleaseSpinLock(Lock, old);
        Assert.That(Driver.KeGetCurrentIrql(), Is.EqualTo(PASSIVE_LEVEL));
        Assert.That(LocksHeld(), Is.Empty);
        Assert.That(Lock.Read<ulong>(), Is.Zero);
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void KeAcquireSpinLock_twice_unverified_is_a_hang()
    {
        Driver.KeInitializeSpinLock(Lock);
        Driver.KeAcquireSpinLock(Lock, out _);
        Assert.That(AssertHang(() => Driver.KeAcquireSpinLock(Lock, out _)), Does.Contain("same thread holds it"));
    }

    [Test]
    public void KeAcquireSpinLock_twice_with_deadlock_detection_is_0xC4_0x1000()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        Driver.KeInitializeSpinLock(Lock);
        Driver.KeAcquireSpinLock(Lock, out _);
        Assert.That(AssertViolation(0x1000, () => Driver.KeAcquireSpinLock(Lock, out _)).P2, Is.EqualTo(Lock.Address));
    }

    [Test]
    public void KeAcquireSpinLock_of_a_lock_that_nobody_initialised_is_a_hang()
    {
        Lock.Write(0, 0xCBCBCBCBCBCBCBCBUL);
        Assert.That(AssertHang(() => Driver.KeAcquireSpinLock(Lock, out _)), Does.Contain("never initialised"));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1003)]
    public void KeReleaseSpinLock_before_one_acquired_later_is_0xC4_0x1003()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        Driver.KeInitializeSpinLock(Lock);
        Driver.KeInitializeSpinLock(Second);
        Driver.KeAcquireSpinLock(Lock, out _);
        Driver.KeAcquireSpinLockAtDpcLevel(Second);
        var stop = AssertViolation(0x1003, () => Driver.KeReleaseSpinLockFromDpcLevel(Lock));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((Lock.Address, Second.Address)));
    }

    [Test]
    public void KeReleaseSpinLock_in_any_order_is_right_without_deadlock_detection()
    {
        Driver.KeInitializeSpinLock(Lock);
        Driver.KeInitializeSpinLock(Second);
        Driver.KeAcquireSpinLock(Lock, out var old);
        Driver.KeAcquireSpinLockAtDpcLevel(Second);
        Driver.KeReleaseSpinLockFromDpcLevel(Lock);
        Driver.KeReleaseSpinLock(Second, old);
        Assert.That(Noted(), Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1004)]
    public void KeReleaseSpinLock_of_another_threads_lock_is_0xC4_0x1004()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        var owner = Machine.Scheduler.Current;
        Driver.KeInitializeSpinLock(Lock);
        Driver.KeAcquireSpinLock(Lock, out _);
        Machine.Irql = PASSIVE_LEVEL;
        StartThread("other", () =>
        {
            Machine.Irql = DISPATCH_LEVEL;
            Driver.KeReleaseSpinLockFromDpcLevel(Lock);
        });
        var stop = AssertViolation(0x1004, () => Driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, -1));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((Lock.Address, owner.ThreadObject)));
    }

    [Test]
    public void KeAcquireSpinLock_in_opposite_orders_is_0xC4_0x1001()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        InOrder(Lock, Second);
        Driver.KeAcquireSpinLock(Second, out _);
        var stop = AssertViolation(0x1001, () => Driver.KeAcquireSpinLockAtDpcLevel(Lock));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((Lock.Address, Second.Address)));
    }

    [Test]
    public void KeAcquireSpinLock_order_over_a_third_lock_is_found()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        InOrder(Lock, Second);
        InOrder(Second, NonPaged(0x40));
        Driver.KeAcquireSpinLock(NonPaged(0x40), out _);
        AssertViolation(0x1001, () => Driver.KeAcquireSpinLockAtDpcLevel(Lock));
    }

    [Test]
    public void KeAcquireSpinLock_order_is_forgotten_when_a_lock_is_made_new()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        InOrder(Lock, Second);
        Driver.KeInitializeSpinLock(Lock);
        InOrder(Second, Lock);
        Assert.That(Machine.IsStopped, Is.False);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x42)]
    public void KeAcquireSpinLock_above_dispatch_level_is_0xC4_0x42()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeRaiseIrql((KIRQL)5, out _);
        Assert.That(AssertViolation(0x42, () => Driver.KeAcquireSpinLock(Lock, out _)).P2, Is.EqualTo(5UL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x40)]
    public void KeAcquireSpinLockAtDpcLevel_below_is_0xC4_0x40()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        AssertViolation(0x40, () => Driver.KeAcquireSpinLockAtDpcLevel(Lock));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x41)]
    public void KeReleaseSpinLockFromDpcLevel_below_is_0xC4_0x41()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        AssertViolation(0x41, () => Driver.KeReleaseSpinLockFromDpcLevel(Lock));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x32)]
    public void KeReleaseSpinLock_twice_is_0xC4_0x32()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeAcquireSpinLock(Lock, out var old);
        Driver.KeReleaseSpinLock(Lock, old);
        var stop = AssertViolation(0x32, () => Driver.KeReleaseSpinLock(Lock, old));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((0UL, Lock.Address)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1007)]
    public void KeReleaseSpinLock_of_a_lock_not_held_is_0xC4_0x1007()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        Driver.KeRaiseIrqlToDpcLevel();
        AssertViolation(0x1007, () => Driver.KeReleaseSpinLock(Lock, PASSIVE_LEVEL));
    }

    [Test]
    public void KeTryToAcquireSpinLockAtDpcLevel_of_a_held_lock_is_false()
    {
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(Driver.KeTryToAcquireSpinLockAtDpcLevel(Lock), Is.True);
        Assert.That(Driver.KeTestSpinLock(Lock), Is.False);
        Assert.That(Driver.KeTryToAcquireSpinLockAtDpcLevel(Lock), Is.False);
        Driver.KeReleaseSpinLockFromDpcLevel(Lock);
        Assert.That(Driver.KeTestSpinLock(Lock), Is.True);
    }

    [Test]
    public void KeAcquireInStackQueuedSpinLock_keeps_the_level_in_the_handle()
    {
        Driver.KeRaiseIrql(APC_LEVEL, out _);
        Driver.KeAcquireInStackQueuedSpinLock(Lock, Handle);
        Assert.That(Handle.Read<byte>(0x10), Is.EqualTo((byte)APC_LEVEL));
        Assert.That(Handle.Read<ulong>(8), Is.EqualTo(Lock.Address));
        Driver.KeReleaseInStackQueuedSpinLock(Handle);
        Assert.That(Driver.KeGetCurrentIrql(), Is.EqualTo(APC_LEVEL));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1009)]
    public void KeReleaseSpinLock_of_a_queued_acquisition_is_0xC4_0x1009()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        Driver.KeAcquireInStackQueuedSpinLock(Lock, Handle);
        AssertViolation(0x1009, () => Driver.KeReleaseSpinLock(Lock, PASSIVE_LEVEL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x36)]
    public void KeReleaseInStackQueuedSpinLock_above_DISPATCH_LEVEL_is_0xC4_0x36()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeAcquireInStackQueuedSpinLock(Lock, Handle);
        Driver.KeRaiseIrql(DISPATCH_LEVEL + 1, out _);
        Assert.That(AssertViolation(0x36, () => Driver.KeReleaseInStackQueuedSpinLock(Handle)).P3, Is.EqualTo(Lock.Address));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1005)]
    public void KeInitializeSpinLock_of_a_held_lock_is_0xC4_0x1005()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        Driver.KeAcquireSpinLock(Lock, out _);
        Assert.That(AssertViolation(0x1005, () => Driver.KeInitializeSpinLock(Lock)).P2, Is.EqualTo(Lock.Address));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE1)]
    public void KeInitializeSpinLock_in_pageable_memory_is_0xC4_0xE1()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Assert.That(AssertViolation(0xE1, () => Driver.KeInitializeSpinLock(Paged(0))).P2, Is.EqualTo(Paged(0).Address));
    }

    [Test]
    public void KeAcquireSpinLock_in_trimmed_memory_is_0xA()
    {
        Driver.KeInitializeSpinLock(Paged(0));
        Machine.Pages.TrimAll();
        var stop = AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => Driver.KeAcquireSpinLock(Paged(0), out _));
        Assert.That(stop.P1, Is.EqualTo(Paged(0).Address));
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0xE1 }), "noted once");
    }

    [Test]
    public void KeAcquireSpinLock_counts_and_trims_for_verified_drivers()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Driver.KeAcquireSpinLock(Lock, out var old);
        Driver.KeReleaseSpinLock(Lock, old);
        Assert.That((Machine.VerifierCounters.AcquireSpinLocks, Machine.Pages.Trims), Is.EqualTo((1L, 1L)));
    }

    private void InOrder(Pointer first, Pointer second)
    {
        Driver.KeAcquireSpinLock(first, out var old);
        Driver.KeAcquireSpinLockAtDpcLevel(second);
        Driver.KeReleaseSpinLockFromDpcLevel(second);
        Driver.KeReleaseSpinLock(first, old);
    }
}
