using Verifier.Kernel;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Ke;

/// <summary>Calls that say that a wait follows: KeSetEvent and KeReleaseSemaphore with Wait = TRUE are for APC_LEVEL and below.</summary>
public sealed class WaitFollowsTests : KeFixture
{
    private Pointer Event => NonPaged(0);

    private Pointer Semaphore => NonPaged(0x40);

    [TestCase(PASSIVE_LEVEL, true)]
    [TestCase(APC_LEVEL, true)]
    [TestCase(DISPATCH_LEVEL, false)]
    public void KeSetEvent_and_KeReleaseSemaphore_pass_where_the_wait_may_follow(KIRQL level, bool wait)
    {
        BootWithObjects(DriverVerifierOptions.ForceIrqlChecking);
        Machine.Irql = level;
        Driver.KeSetEvent(Event, 0, wait);
        Driver.KeReleaseSemaphore(Semaphore, 0, 1, wait);
        Assert.That((Driver.KeReadStateEvent(Event), Driver.KeReadStateSemaphore(Semaphore)), Is.EqualTo((1, 1)));
        Assert.That(Noted(), Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE5)]
    public void KeSetEvent_with_a_wait_that_follows_at_DISPATCH_LEVEL_is_0xC4_0xE5()
    {
        BootWithObjects(DriverVerifierOptions.ForceIrqlChecking);
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(AssertViolation(0xE5, () => Driver.KeSetEvent(Event, 0, wait: true)).P2, Is.EqualTo(2UL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE5)]
    public void KeReleaseSemaphore_with_a_wait_that_follows_at_DISPATCH_LEVEL_is_0xC4_0xE5()
    {
        BootWithObjects(DriverVerifierOptions.ForceIrqlChecking);
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(AssertViolation(0xE5, () => Driver.KeReleaseSemaphore(Semaphore, 0, 1, wait: true)).P2, Is.EqualTo(2UL));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void KeSetEvent_above_DISPATCH_LEVEL_is_0xC4_0x80_whether_a_wait_follows_or_not(bool wait)
    {
        BootWithObjects(DriverVerifierOptions.ForceIrqlChecking);
        Machine.Irql = DEVICE_LEVEL_LOWEST;
        AssertViolation(0x80, () => Driver.KeSetEvent(Event, 0, wait));
    }

    [Test]
    public void Unverified_driver_goes_on_and_the_call_is_noted()
    {
        BootWithObjects(DriverVerifierOptions.None);
        Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeSetEvent(Event, 0, wait: true);
        Driver.KeReleaseSemaphore(Semaphore, 0, 1, wait: true);
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0xE5, 0xE5 }));
        Assert.That((Driver.KeReadStateEvent(Event), Driver.KeReadStateSemaphore(Semaphore)), Is.EqualTo((1, 1)));
    }

    // Their pages want a timeout of 0 from the wait that follows at DISPATCH_LEVEL, so the call itself is allowed there.
    [Test]
    public void KePulseEvent_and_KeReleaseMutex_may_announce_a_wait_at_DISPATCH_LEVEL()
    {
        BootWithObjects(DriverVerifierOptions.ForceIrqlChecking);
        var mutex = NonPaged(0x80);
        Driver.KeInitializeMutex(mutex);
        Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeWaitForSingleObject(mutex, timeout: 0);
        Driver.KeReleaseMutex(mutex, wait: true);
        Driver.KePulseEvent(Event, 0, wait: true);
        Assert.That(Noted(), Is.Empty);
    }

    private void BootWithObjects(DriverVerifierOptions options)
    {
        Boot(ProfileName, options);
        Driver.KeInitializeEvent(Event, EVENT_TYPE.NotificationEvent, false);
        Driver.KeInitializeSemaphore(Semaphore, 0, 5);
    }
}
