using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ke;

public sealed class KeTimerTests : KeFixture
{
    private const long Millisecond = -10_000;

    private int _ran;

    private Pointer Timer => NonPaged(0);

    private Pointer Dpc => NonPaged(0x40);

    [SetUp]
    public void MakeTimer()
    {
        _ran = 0;
        Driver.KeInitializeTimer(Timer);
        Driver.KeInitializeDpc(Dpc, (_, _, _, _) => _ran++);
    }

    [Test]
    public void KeSetTimer_runs_its_dpc_when_it_is_due()
    {
        Assert.That(Driver.KeSetTimer(Timer, Millisecond, Dpc), Is.False);
        var held = Machine.Resources.HeldBy(Driver.Image).Single();
        Assert.That((held.Kind, held.Key), Is.EqualTo((ResourceKind.Timer, Timer.Address)));
        Driver.KeStallExecutionProcessor(999);
        Assert.That((_ran, Driver.KeReadStateTimer(Timer)), Is.EqualTo((0, false)));
        Driver.KeStallExecutionProcessor(2);
        Assert.That((_ran, Driver.KeReadStateTimer(Timer)), Is.EqualTo((1, true)));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
        Assert.That(Driver.KeCancelTimer(Timer), Is.False);
    }

    [Test]
    public void KeCancelTimer_of_a_set_timer_keeps_it_from_firing()
    {
        Driver.KeSetTimer(Timer, Millisecond, Dpc);
        Assert.That(Driver.KeCancelTimer(Timer), Is.True);
        Driver.KeStallExecutionProcessor(5000);
        Assert.That(_ran, Is.Zero);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void KeSetTimer_of_a_set_timer_says_so_and_starts_over()
    {
        Driver.KeSetTimer(Timer, Millisecond, Dpc);
        Assert.That(Driver.KeSetTimer(Timer, 10 * Millisecond, Dpc), Is.True);
        Driver.KeStallExecutionProcessor(5000);
        Assert.That(_ran, Is.Zero);
    }

    [Test]
    public void KeSetTimerEx_periodic_comes_again_until_cancelled()
    {
        Driver.KeSetTimerEx(Timer, Millisecond, 1, Dpc);
        for (var i = 0; i < 5; i++)
        {
            Driver.KeStallExecutionProcessor(1000);
        }

        Assert.That(_ran, Is.InRange(4, 5));
        Assert.That(Driver.KeCancelTimer(Timer), Is.True);
    }

    [Test]
    public void KeSetTimer_absolute_is_system_time()
    {
        Driver.KeQuerySystemTime(out var now);
        Driver.KeSetTimer(Timer, now + 1_000_000, Dpc);
        Driver.KeWaitForSingleObject(Timer);
        Driver.KeQuerySystemTime(out var then);
        Assert.That(then - now, Is.InRange(1_000_000, 1_000_010));
    }

    [Test]
    public void KeWaitForSingleObject_of_a_synchronization_timer_takes_its_signal()
    {
        Driver.KeInitializeTimerEx(Timer, TIMER_TYPE.SynchronizationTimer);
        Driver.KeSetTimer(Timer, Millisecond);
        Assert.That(Driver.KeWaitForSingleObject(Timer), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.KeReadStateTimer(Timer), Is.False);
    }

    [Test]
    public void Timer_overwritten_while_it_is_set_is_0xC7()
    {
        Driver.KeSetTimer(Timer, Millisecond, Dpc);
        Driver.RtlFillMemory(Timer, SizeOf.KTIMER, 0xCB);
        var stop = AssertBugCheck(BugCheckCode.TIMER_OR_DPC_INVALID, () => Driver.KeStallExecutionProcessor(2000));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((0UL, Timer.Address)));
    }

    [Test]
    public void Timer_left_in_an_unloaded_driver_is_0xCE()
    {
        Driver.KeSetTimer(Timer, Millisecond, Dpc);
        Machine.Images.Unload(Driver.Image);
        var stop = AssertBugCheck(
            BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, () => Driver.KeStallExecutionProcessor(2000));
        Assert.That(stop.P1, Is.EqualTo(Timer.Address));
    }

    [Test]
    [Raises(BugCheckCode.TIMER_OR_DPC_INVALID, 0x5)]
    public void Dpc_of_a_timer_that_changes_the_apc_count_is_0xC7_5()
    {
        Driver.KeInitializeDpc(Dpc, (_, _, _, _) => Driver.KeEnterGuardedRegion());
        Driver.KeSetTimer(Timer, Millisecond, Dpc);
        Assert.That(AssertBugCheck(BugCheckCode.TIMER_OR_DPC_INVALID, () => Driver.KeStallExecutionProcessor(2000)).P1, Is.EqualTo(5UL));
    }

    [Test]
    public void Time_queries_agree()
    {
        Driver.KeStallExecutionProcessor(1_000_000);
        Driver.KeQueryTickCount(out var ticks);
        var interrupt = Driver.KeQueryInterruptTime();
        var counter = Driver.KeQueryPerformanceCounter(out var frequency);
        Assert.That(ticks, Is.EqualTo(64));
        Assert.That(ticks * Driver.KeQueryTimeIncrement(), Is.EqualTo(interrupt).Within(Driver.KeQueryTimeIncrement()));
        Assert.That((double)counter / frequency, Is.EqualTo(1.0).Within(0.001));
    }

    [TestCase(0L)]
    [TestCase(1L)]
    public void KeSetTimer_with_a_due_time_that_is_past_fires_at_once(long due)
    {
        Assert.That(Driver.KeSetTimer(Timer, due, Dpc), Is.False);
        Assert.That((_ran, Driver.KeReadStateTimer(Timer), Driver.KeCancelTimer(Timer)), Is.EqualTo((1, true, false)));
    }

    [Test]
    public void KeSetTimer_makes_a_signalled_timer_not_signalled()
    {
        Driver.KeSetTimer(Timer, 0);
        Assert.That(Driver.KeSetTimer(Timer, Millisecond), Is.False, "it was no longer in the queue");
        Assert.That(Driver.KeReadStateTimer(Timer), Is.False);
    }

    [Test]
    public void KeSetTimerEx_with_period_zero_comes_once_and_replaces_a_period()
    {
        Driver.KeSetTimerEx(Timer, Millisecond, 1, Dpc);
        Assert.That(Driver.KeSetTimerEx(Timer, Millisecond, 0, Dpc), Is.True);
        Driver.KeStallExecutionProcessor(5000);
        Assert.That((_ran, Driver.KeCancelTimer(Timer)), Is.EqualTo((1, false)));
    }

    [Test]
    public void KeSetTimer_before_it_was_due_cancels_the_earlier_dpc()
    {
        var other = 0;
        Driver.KeInitializeDpc(NonPaged(0x80), (_, _, _, _) => other++);
        Driver.KeSetTimer(Timer, Millisecond, Dpc);
        Assert.That(Driver.KeSetTimer(Timer, Millisecond, NonPaged(0x80)), Is.True);
        Driver.KeStallExecutionProcessor(5000);
        Assert.That((_ran, other), Is.EqualTo((0, 1)));
    }

    [TestCase(0, false)]
    [TestCase(1, true)]
    public void KeCancelTimer_after_the_expiry_is_true_for_a_periodic_timer_only(int period, bool expected)
    {
        Driver.KeSetTimerEx(Timer, Millisecond, period, Dpc);
        Driver.KeStallExecutionProcessor(1500);
        Assert.That((_ran, Driver.KeCancelTimer(Timer)), Is.EqualTo((1, expected)));
        Assert.That(Driver.KeReadStateTimer(Timer), Is.True, "cancelling does not take the signal back");
    }
}
