using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Ex;

/// <summary>Timers that the system allocates, as their routines' pages have them.</summary>
public sealed class ExTimerTests : KeFixture
{
    private const long Millisecond = -10_000;
    private const uint Notification = 0x8000_0000;

    private readonly List<(Pointer Timer, ulong Context, KIRQL Irql)> _calls = [];

    [SetUp]
    public void Forget_calls() => _calls.Clear();

    [Test]
    public void Timer_calls_its_routine_at_DISPATCH_LEVEL_when_it_is_due()
    {
        var timer = Allocate();
        Assert.That(Driver.ExSetTimer(timer, Millisecond, 0), Is.False);
        Driver.KeStallExecutionProcessor(999);
        Assert.That(_calls, Is.Empty);
        Driver.KeStallExecutionProcessor(2);
        Assert.That(_calls, Is.EqualTo(new[] { (timer, 7UL, KIRQL.DISPATCH_LEVEL) }));
    }

    [Test]
    public void Period_is_in_units_of_100_ns()
    {
        var timer = Allocate();
        Driver.ExSetTimer(timer, Millisecond, 5000);
        Driver.KeStallExecutionProcessor(1001);
        Driver.KeStallExecutionProcessor(500);
        Driver.KeStallExecutionProcessor(500);
        Assert.That(_calls, Has.Count.EqualTo(3));
        Assert.That(Driver.ExCancelTimer(timer), Is.True);
        Assert.That(Driver.ExCancelTimer(timer), Is.False);
    }

    [Test]
    public void Setting_a_timer_that_is_set_says_so_and_starts_over()
    {
        var timer = Allocate();
        Driver.ExSetTimer(timer, Millisecond, 0);
        Assert.That(Driver.ExSetTimer(timer, 10 * Millisecond, 0), Is.True);
        Driver.KeStallExecutionProcessor(5000);
        Assert.That(_calls, Is.Empty);
    }

    [TestCase(0u, 0)]
    [TestCase(Notification, 1)]
    public void Synchronization_timer_is_reset_by_the_wait_and_notification_timer_is_not(uint attributes, int stateAfterwards)
    {
        var timer = Driver.ExAllocateTimer(null, Pointer.Null, attributes);
        Driver.ExSetTimer(timer, Millisecond, 0);
        var status = Driver.KeWaitForSingleObject(timer, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Dispatcher.SignalState(timer), Is.EqualTo(stateAfterwards));
    }

    [Test]
    public void Deleting_with_Cancel_says_whether_the_timer_was_set_and_gives_the_memory_back()
    {
        var timer = Allocate();
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Single().Kind, Is.EqualTo(ResourceKind.ExTimer));
        Driver.ExSetTimer(timer, Millisecond, 0);
        Assert.That(Driver.ExDeleteTimer(timer, cancel: true, wait: true), Is.True);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
        Assert.That(Machine.Pool.Census.BlockAt(timer), Is.Null);
        Driver.KeStallExecutionProcessor(2000);
        Assert.That(_calls, Is.Empty);
    }

    [Test]
    public void Deleting_without_Cancel_lets_the_timer_expire_first()
    {
        var timer = Allocate();
        Driver.ExSetTimer(timer, Millisecond, 0);
        Assert.That(Driver.ExDeleteTimer(timer, cancel: false, wait: false), Is.False);
        Assert.That(Machine.Pool.Census.BlockAt(timer), Is.Not.Null);
        Driver.KeStallExecutionProcessor(1001);
        Assert.That(_calls, Has.Count.EqualTo(1));
        Assert.That(Machine.Pool.Census.BlockAt(timer), Is.Null);
    }

    [Test]
    public void Timer_may_be_deleted_by_its_own_routine_and_its_delete_callback_is_called()
    {
        var deleted = 0UL;
        var parameters = NonPaged(0);
        Machine.Memory.Write(parameters + 8, Driver.AddressOf((EXT_DELETE_CALLBACK)(context => deleted = context)));
        Machine.Memory.Write(parameters + 16, 9UL);
        var timer = Driver.ExAllocateTimer((own, _) => Driver.ExDeleteTimer(own, cancel: true, wait: false, parameters), Pointer.Null, 0);
        Driver.ExSetTimer(timer, Millisecond, 0);
        Driver.KeStallExecutionProcessor(1001);
        Assert.That((deleted, Machine.Pool.Census.BlockAt(timer)), Is.EqualTo((9UL, (object?)null)));
    }

    [Test]
    public void Timer_that_is_deleted_is_none_any_more()
    {
        var timer = Allocate();
        Driver.ExSetTimer(timer, Millisecond, 0);
        Driver.ExDeleteTimer(timer, cancel: false, wait: false);
        Assert.That(Driver.ExSetTimer(timer, Millisecond, 0), Is.False);
        Assert.That(Machine.Breaches.Single().Rule, Is.EqualTo("EX_TIMER that does not exist"));
    }

    [Test]
    public void Wait_without_Cancel_is_a_broken_rule()
    {
        Driver.ExDeleteTimer(Allocate(), cancel: false, wait: true);
        Assert.That(Machine.Breaches.Single().Rule, Is.EqualTo("wait without cancelling"));
    }

    [Test]
    public void High_resolution_timer_takes_relative_times_only()
    {
        var timer = Driver.ExAllocateTimer(null, Pointer.Null, 4);
        Driver.ExSetTimer(timer, 1, 0);
        Driver.ExAllocateTimer(null, Pointer.Null, 4 | 8);
        Assert.That(
            Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "due time of a high-resolution timer", "attributes of an EX_TIMER" }));
    }

    [Test]
    public void Timer_that_was_not_deleted_is_not_freed_by_ExFreePool()
    {
        Driver.ExFreePool(Allocate());
        Assert.That(Machine.Breaches.Single().Text, Does.Contain("ExDeleteTimer frees it"));
    }

    [Test]
    public void Without_pool_there_is_no_timer()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        Assert.That(Allocate().IsNull);
        Assert.That(DdiCatalogue.Find("ExAllocateTimer")!.Failure.Shape, Is.EqualTo(FailureShape.Null));
    }

    [Test]
    public void Resolution_of_the_clock_is_that_of_its_interrupts()
    {
        Driver.ExQueryTimerResolution(out var longest, out var shortest, out var current);
        Assert.That((longest, current), Is.EqualTo((Driver.KeQueryTimeIncrement(), longest)));
        Assert.That(shortest, Is.LessThan(longest));
    }

    private Pointer Allocate() => Driver.ExAllocateTimer(
        (timer, context) => _calls.Add((timer, context, Machine.Irql)), Driver.At(7), 0);
}
