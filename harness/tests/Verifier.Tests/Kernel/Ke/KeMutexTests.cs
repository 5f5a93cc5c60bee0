using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ke;

public sealed class KeMutexTests : KeFixture
{
    private Pointer Mutex => NonPaged(0);

    private Pointer Other => NonPaged(0x40);

    [Test]
    public void Mutex_is_recursive_and_keeps_apcs_away_while_it_is_owned()
    {
        Driver.KeInitializeMutex(Mutex);
        Assert.That(Driver.KeReadStateMutex(Mutex), Is.EqualTo(1));
        Driver.KeWaitForMutexObject(Mutex);
        Driver.KeWaitForSingleObject(Mutex);
        Assert.That(Driver.KeAreApcsDisabled(), Is.True);
        Assert.That(LocksHeld(), Is.EqualTo(new[] { Mutex.Address }));
        Driver.KeReleaseMutex(Mutex);
        Assert.That(LocksHeld(), Has.Length.EqualTo(1));
        Assert.That(Driver.KeReleaseMutex(Mutex), Is.Zero);
        Assert.That((LocksHeld().Length, Driver.KeAreApcsDisabled(), Driver.KeReadStateMutex(Mutex)), Is.EqualTo((0, false, 1)));
    }

    [Test]
    public void KeReleaseMutex_by_another_thread_raises_not_owned()
    {
        Driver.KeInitializeMutex(Mutex);
        Driver.KeWaitForSingleObject(Mutex);
        NTSTATUS? raised = null;
        StartThread("other", () =>
        {
            try
            {
                Driver.KeReleaseMutex(Mutex);
            }
            catch (KernelException e)
            {
                raised = e.Status;
            }
        });
        Machine.Scheduler.Yield();
        Assert.That(raised, Is.EqualTo(NTSTATUS.STATUS_MUTANT_NOT_OWNED));
    }

    [Test]
    public void Mutex_owned_by_another_thread_is_waited_for()
    {
        var order = new List<string>();
        Driver.KeInitializeMutex(Mutex);
        Driver.KeWaitForSingleObject(Mutex);
        StartThread("other", () =>
        {
            Driver.KeWaitForSingleObject(Mutex);
            order.Add("other");
            Driver.KeReleaseMutex(Mutex);
        });
        Machine.Scheduler.Yield();
        order.Add("owner");
        Driver.KeReleaseMutex(Mutex);
        Machine.Scheduler.Yield();
        Assert.That(order, Is.EqualTo(new[] { "owner", "other" }));
        Assert.That(LocksHeld(), Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1001)]
    public void Mutexes_taken_in_opposite_orders_are_0xC4_0x1001()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        Driver.KeInitializeMutex(Mutex);
        Driver.KeInitializeMutex(Other);
        Driver.KeWaitForSingleObject(Mutex);
        Driver.KeWaitForSingleObject(Other);
        Driver.KeReleaseMutex(Other);
        Driver.KeReleaseMutex(Mutex);
        Driver.KeWaitForSingleObject(Other);
        AssertViolation(0x1001, () => Driver.KeWaitForSingleObject(Mutex));
    }

    [Test]
    public void Thread_that_ends_owning_a_mutex_is_0xC4_0x100A()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        Driver.KeInitializeMutex(Mutex);
        Mutex.Write(0x31, (byte)0);
        StartThread("careless", () => Driver.KeWaitForSingleObject(Mutex));
        Assert.That(AssertViolation(0x100A, Machine.Scheduler.Yield).P2, Is.EqualTo(Mutex.Address));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x100A)]
    public void Mutex_of_a_thread_that_ended_is_abandoned_to_the_next()
    {
        Driver.KeInitializeMutex(Mutex);
        Mutex.Write(0x31, (byte)0);
        StartThread("careless", () => Driver.KeWaitForSingleObject(Mutex));
        Machine.Scheduler.Yield();
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0x100A }));
        Assert.That(Driver.KeWaitForSingleObject(Mutex), Is.EqualTo(NTSTATUS.STATUS_ABANDONED_WAIT_0));
        Driver.KeReleaseMutex(Mutex);
    }

    [Test]
    public void Semaphore_lets_as_many_through_as_it_counts()
    {
        Driver.KeInitializeSemaphore(Mutex, 1, 2);
        Assert.That(Driver.KeReleaseSemaphore(Mutex, 0, 1), Is.EqualTo(1));
        Driver.KeWaitForSingleObject(Mutex);
        Driver.KeWaitForSingleObject(Mutex);
        Assert.That(Driver.KeReadStateSemaphore(Mutex), Is.Zero);
        Assert.That(Driver.KeWaitForSingleObject(Mutex, timeout: -1), Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
    }

    [Test]
    public void KeReleaseSemaphore_past_the_limit_raises_and_changes_nothing()
    {
        Driver.KeInitializeSemaphore(Mutex, 1, 2);
        Assert.That(
            () => Driver.KeReleaseSemaphore(Mutex, 0, 2),
            Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_SEMAPHORE_LIMIT_EXCEEDED));
        Assert.That(Driver.KeReadStateSemaphore(Mutex), Is.EqualTo(1));
    }

    [Test]
    public void Mutex_is_acquired_MINLONG_times_and_then_STATUS_MUTANT_LIMIT_EXCEEDED_is_raised()
    {
        const int signalState = 4;
        Driver.KeInitializeMutex(Mutex);
        Driver.KeWaitForSingleObject(Mutex);
        Mutex.Write(signalState, int.MinValue + 1);
        Assert.That(Driver.KeWaitForSingleObject(Mutex), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "the last time that is allowed");
        Assert.That(
            () => Driver.KeWaitForSingleObject(Mutex),
            Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_MUTANT_LIMIT_EXCEEDED));
        Assert.That(Driver.KeReadStateMutex(Mutex), Is.EqualTo(int.MinValue), "nothing was acquired");
    }

    [TestCase(KPROCESSOR_MODE.UserMode, 1)]
    [TestCase(KPROCESSOR_MODE.KernelMode, 0)]
    public void Mutex_is_waited_for_in_KernelMode_only(KPROCESSOR_MODE mode, int breaches)
    {
        Driver.KeInitializeMutex(Mutex);
        Driver.KeInitializeEvent(Other, EVENT_TYPE.NotificationEvent, true);
        Driver.KeWaitForSingleObject(Other, waitMode: mode);
        Driver.KeWaitForMultipleObjects([Other, Mutex], WAIT_TYPE.WaitAll, waitMode: mode);
        Driver.KeReleaseMutex(Mutex);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(Enumerable.Repeat("UserMode wait for a mutex", breaches)));
    }

    [TestCase(0, 5, 5)]
    [TestCase(4, 1, 5)]
    [TestCase(5, 0, 5)]
    [TestCase(0, int.MaxValue, int.MaxValue)]
    public void KeReleaseSemaphore_up_to_the_limit_is_allowed(int count, int adjustment, int limit)
    {
        Driver.KeInitializeSemaphore(Mutex, count, limit);
        Assert.That(Driver.KeReleaseSemaphore(Mutex, 0, adjustment), Is.EqualTo(count));
        Assert.That(Driver.KeReadStateSemaphore(Mutex), Is.EqualTo(limit));
    }

    [TestCase(1, int.MaxValue, int.MaxValue)]
    [TestCase(5, 1, 5)]
    [TestCase(3, -1, 5)]
    public void KeReleaseSemaphore_beyond_the_limit_or_downwards_raises_and_changes_nothing(int count, int adjustment, int limit)
    {
        Driver.KeInitializeSemaphore(Mutex, count, limit);
        Assert.That(
            () => Driver.KeReleaseSemaphore(Mutex, 0, adjustment),
            Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_SEMAPHORE_LIMIT_EXCEEDED));
        Assert.That(Driver.KeReadStateSemaphore(Mutex), Is.EqualTo(count));
    }

    [Test]
    public void KeReleaseSemaphore_lets_as_many_waiters_go_as_it_adds()
    {
        var gone = 0;
        Driver.KeInitializeSemaphore(Mutex, 0, 3);
        for (var i = 0; i < 3; i++)
        {
            StartThread("waiter", () =>
            {
                Driver.KeWaitForSingleObject(Mutex, timeout: -10_000_000);
                gone++;
            });
        }

        Machine.Scheduler.Yield();
        Assert.That(Driver.KeReleaseSemaphore(Mutex, 0, 2), Is.Zero, "it was not signalled before");
        Machine.Scheduler.Yield();
        Assert.That((gone, Driver.KeReadStateSemaphore(Mutex)), Is.EqualTo((2, 0)));
    }

    [TestCase("windows-xp-x86", 4, 0)]
    [TestCase("windows-xp-x86", 2, 1)]
    [TestCase("windows-10-x64", 8, 0)]
    [TestCase("windows-10-x64", 4, 1)]
    public void Mutex_is_aligned_as_a_pointer(string profile, int offset, int breaches)
    {
        Boot(profile);
        Driver.KeInitializeMutex(NonPaged(0x400 + offset));
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(Enumerable.Repeat("unaligned mutex", breaches)));
    }
}
