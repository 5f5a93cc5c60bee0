using Verifier.Kernel;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Ke;

public sealed class KeWaitTests : KeFixture
{
    private const long Second = -10_000_000;

    private Pointer Event => NonPaged(0);

    private Pointer Other => NonPaged(0x20);

    [SetUp]
    public void MakeEvents()
    {
        Driver.KeInitializeEvent(Event, EVENT_TYPE.SynchronizationEvent, false);
        Driver.KeInitializeEvent(Other, EVENT_TYPE.NotificationEvent, false);
    }

    [Test]
    public void KeWaitForSingleObject_of_a_set_event_takes_it()
    {
        Assert.That(Driver.KeSetEvent(Event), Is.Zero);
        Assert.That(Driver.KeSetEvent(Event), Is.EqualTo(1));
        Assert.That(Driver.KeWaitForSingleObject(Event), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.KeReadStateEvent(Event), Is.Zero);
    }

    [Test]
    public void KeWaitForSingleObject_of_a_notification_event_leaves_it_set()
    {
        Driver.KeSetEvent(Other);
        Driver.KeWaitForSingleObject(Other);
        Assert.That(Driver.KeReadStateEvent(Other), Is.EqualTo(1));
        Assert.That(Driver.KeResetEvent(Other), Is.EqualTo(1));
        Driver.KeSetEvent(Other);
        Driver.KeClearEvent(Other);
        Assert.That(Driver.KeReadStateEvent(Other), Is.Zero);
    }

    [Test]
    public void KeWaitForSingleObject_relative_timeout_passes_in_virtual_time()
    {
        var before = Machine.Clock.Now;
        Assert.That(Driver.KeWaitForSingleObject(Event, timeout: Second), Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
        Assert.That(Machine.Clock.Now - before, Is.GreaterThanOrEqualTo(10_000_000).And.LessThan(10_000_010));
    }

    [Test]
    public void KeWaitForSingleObject_absolute_timeout_is_system_time()
    {
        Assert.That(
            Driver.KeWaitForSingleObject(Event, timeout: Clock.BootSystemTime + 5_000_000), Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
        Assert.That(Machine.Clock.Now, Is.EqualTo(5_000_000));
    }

    [Test]
    public void KeWaitForSingleObject_without_end_is_a_hang_that_names_the_event() =>
        Assert.That(AssertHang(() => Driver.KeWaitForSingleObject(Event)), Does.Contain($"event at 0x{Event.Address:X}"));

    [Test]
    public void KeWaitForSingleObject_of_an_event_never_initialised_is_0xA()
    {
        Assert.That(AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => Driver.KeWaitForSingleObject(NonPaged(0x100))).P1, Is.Zero);
        Assert.That(Machine.Stopped!.Detail, Does.Contain("never initialised"));
    }

    [Test]
    public void KeSetEvent_of_an_event_never_initialised_is_0xA() =>
        AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => Driver.KeSetEvent(NonPaged(0x100)));

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x80)]
    public void KeSetEvent_above_dispatch_level_is_0xC4_0x80()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        MakeEvents();
        Driver.KeRaiseIrql((KIRQL)5, out _);
        var stop = AssertViolation(0x80, () => Driver.KeSetEvent(Event));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((5UL, Event.Address)));
    }

    [Test]
    public void KePulseEvent_releases_who_waits_and_leaves_the_event_reset()
    {
        var woken = 0;
        StartThread("waiter", () =>
        {
            Driver.KeWaitForSingleObject(Other);
            woken++;
        });
        Machine.Scheduler.Yield();
        Driver.KePulseEvent(Other);
        Assert.That(Driver.KeReadStateEvent(Other), Is.Zero);
        Machine.Scheduler.Yield();
        Assert.That(woken, Is.EqualTo(1));
    }

    [Test]
    public void KeWaitForMultipleObjects_any_gives_the_index()
    {
        Driver.KeSetEvent(Other);
        Assert.That(Driver.KeWaitForMultipleObjects([Event, Other], WAIT_TYPE.WaitAny).Value, Is.EqualTo(1));
    }

    [Test]
    public void KeWaitForMultipleObjects_all_takes_all_or_none()
    {
        Driver.KeSetEvent(Event);
        var status = Driver.KeWaitForMultipleObjects([Event, Other], WAIT_TYPE.WaitAll, timeout: Second);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
        Assert.That(Driver.KeReadStateEvent(Event), Is.EqualTo(1), "none was taken");
        Driver.KeSetEvent(Other);
        Assert.That(Driver.KeWaitForMultipleObjects([Event, Other], WAIT_TYPE.WaitAll), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.KeReadStateEvent(Event), Is.Zero);
    }

    [Test]
    [Raises(BugCheckCode.MAXIMUM_WAIT_OBJECTS_EXCEEDED)]
    public void KeWaitForMultipleObjects_four_objects_without_wait_blocks_is_0xC()
    {
        Pointer[] four = [Event, Event, Event, Event];
        Driver.KeSetEvent(Event);
        Assert.That(Driver.KeWaitForMultipleObjects(four, WAIT_TYPE.WaitAny, waitBlockArray: NonPaged(0x200)).Value, Is.Zero);
        AssertBugCheck(BugCheckCode.MAXIMUM_WAIT_OBJECTS_EXCEEDED, () => Driver.KeWaitForMultipleObjects(four, WAIT_TYPE.WaitAny));
    }

    [Test]
    public void KeWaitForSingleObject_at_dispatch_level_with_timeout_zero_is_allowed()
    {
        Boot(ProfileName, DriverVerifierOptions.Standard);
        MakeEvents();
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(Driver.KeWaitForSingleObject(Event, timeout: 0), Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
    }

    [TestCase("windows-10-x64", null, 0x121UL)]
    [TestCase("windows-10-x64", Second, 0x122UL)]
    [TestCase("windows-vista-x64", null, 0x3BUL)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, SubCodeArgument = 2)]
    public void KeWaitForSingleObject_at_dispatch_level_verified_stops(string profile, long? timeout, ulong code)
    {
        Boot(profile, DriverVerifierOptions.SpecialPool);
        MakeEvents();
        Driver.KeRaiseIrqlToDpcLevel();
        AssertViolation(code, () => Driver.KeWaitForSingleObject(Event, timeout: timeout));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x120)]
    public void KeWaitForSingleObject_above_dispatch_level_verified_is_0xC4_0x120()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        MakeEvents();
        Driver.KeRaiseIrql((KIRQL)3, out _);
        AssertViolation(0x120, () => Driver.KeWaitForSingleObject(Event, timeout: 0));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x123)]
    public void KeWaitForSingleObject_user_mode_on_the_stack_is_0xC4_0x123()
    {
        Boot(ProfileName, DriverVerifierOptions.MiscellaneousChecks);
        var local = Driver.Local(SizeOf.KEVENT);
        Driver.KeInitializeEvent(local, EVENT_TYPE.NotificationEvent, true);
        Assert.That(
            AssertViolation(0x123, () => Driver.KeWaitForSingleObject(local, KWAIT_REASON.UserRequest, KPROCESSOR_MODE.UserMode)).P2,
            Is.EqualTo(local.Address));
    }

    [Test]
    public void KeWaitForSingleObject_can_be_alerted_only_when_alertable_and_for_an_application()
    {
        var contract = DdiCatalogue.Find("KeWaitForSingleObject")!.Failure;
        Assert.That(contract.ShapeFor(Machine, [0, 0, 0, 1, 0]), Is.EqualTo(FailureShape.Alerted));
        Assert.That(contract.ShapeFor(Machine, [0, 0, 0, 0, 0]), Is.EqualTo(FailureShape.CannotFail));
        var inSystemThread = FailureShape.Null;
        StartThread("system", () => inSystemThread = contract.ShapeFor(Machine, [0, 0, 0, 1, 0]));
        Machine.Scheduler.Yield();
        Assert.That(inSystemThread, Is.EqualTo(FailureShape.CannotFail));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE5)]
    public void KeDelayExecutionThread_of_no_time_at_dispatch_level_is_0xC4_0xE5_although_a_wait_of_no_time_is_allowed()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Driver.KeInitializeEvent(NonPaged(0), EVENT_TYPE.NotificationEvent, true);
        Driver.KeRaiseIrql(KIRQL.APC_LEVEL, out _);
        Assert.That(Driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(Driver.KeWaitForSingleObject(NonPaged(0), timeout: 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertViolation(0xE5, () => Driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, 0));
    }

    [Test]
    public void KeDelayExecutionThread_lets_others_run_and_time_pass()
    {
        var ran = false;
        StartThread("other", () => ran = true);
        Assert.That(Driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(ran, Is.True);
        var before = Machine.Clock.Now;
        Assert.That(Driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, Second), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Clock.Now - before, Is.GreaterThanOrEqualTo(10_000_000));
    }

    [Test]
    public void KeInitializeEvent_in_pageable_memory_is_0xC4_0xE1_from_vista_on()
    {
        Boot("windows-xp-x86", DriverVerifierOptions.ForceIrqlChecking);
        Driver.KeInitializeEvent(Paged(0), EVENT_TYPE.NotificationEvent, false);
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0xE1 }));
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        AssertViolation(0xE1, () => Driver.KeInitializeEvent(Paged(0), EVENT_TYPE.NotificationEvent, false));
    }

    [TestCase(3, false)]
    [TestCase(4, true)]
    [TestCase(64, true)]
    public void KeWaitForMultipleObjects_takes_as_many_objects_as_there_are_wait_blocks(int count, bool hasBlocks)
    {
        Driver.KeSetEvent(Other);
        var blocks = hasBlocks ? NonPaged(0x200) : Pointer.Null;
        var status = Driver.KeWaitForMultipleObjects(Repeat(Event, Other, count), WAIT_TYPE.WaitAny, waitBlockArray: blocks);
        Assert.That(status.Value, Is.EqualTo((uint)count - 1), "the index of the object");
    }

    [Test]
    [Raises(BugCheckCode.MAXIMUM_WAIT_OBJECTS_EXCEEDED)]
    public void KeWaitForMultipleObjects_more_than_64_objects_is_0xC_with_wait_blocks_too() => AssertBugCheck(
        BugCheckCode.MAXIMUM_WAIT_OBJECTS_EXCEEDED,
        () => Driver.KeWaitForMultipleObjects(Repeat(Event, Other, 65), WAIT_TYPE.WaitAny, waitBlockArray: NonPaged(0x40)));

    [TestCase(4, true)]
    [TestCase(3, false)]
    public void Wait_block_array_must_have_a_block_for_each_object(int blocks, bool suffices)
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        MakeEvents();
        Driver.KeSetEvent(Other);
        var array = Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_NON_PAGED, 0x30 * (ulong)blocks, "Wait");
        NTSTATUS Wait() => Driver.KeWaitForMultipleObjects(Repeat(Event, Other, 4), WAIT_TYPE.WaitAny, waitBlockArray: array);
        if (suffices)
        {
            Assert.That(Wait().Value, Is.EqualTo(3));
        }
        else
        {
            AssertBugCheck(BugCheckCode.PAGE_FAULT_BEYOND_END_OF_ALLOCATION, () => Wait());
        }
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE1)]
    public void Wait_block_array_in_pageable_memory_is_0xC4_0xE1()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        MakeEvents();
        Driver.KeSetEvent(Other);
        AssertViolation(0xE1, () => Driver.KeWaitForMultipleObjects([Event, Other], WAIT_TYPE.WaitAny, waitBlockArray: Paged(0)));
    }

    [Test]
    public void Timeout_of_zero_tests_the_objects_and_lets_no_time_pass()
    {
        var before = Machine.Clock.Now;
        Assert.That(Driver.KeWaitForSingleObject(Event, timeout: 0), Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
        Assert.That(Driver.KeWaitForMultipleObjects([Event, Other], WAIT_TYPE.WaitAny, timeout: 0), Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
        Driver.KeSetEvent(Event);
        Assert.That(Driver.KeWaitForMultipleObjects([Event, Other], WAIT_TYPE.WaitAll, timeout: 0), Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
        Assert.That(Driver.KeReadStateEvent(Event), Is.EqualTo(1), "a wait for all took nothing");
        Assert.That(Driver.KeWaitForSingleObject(Event, timeout: 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.KeReadStateEvent(Event), Is.Zero, "the side effect of a wait");
        Assert.That(Machine.Clock.Now - before, Is.LessThan(100_000), "less than 10 ms");
    }

    [Test]
    public void Absolute_timeout_that_is_past_ends_the_wait_at_once() =>
        Assert.That(Driver.KeWaitForSingleObject(Event, timeout: 1), Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));

    [TestCase(0L)]
    [TestCase(-1L)]
    [TestCase(1L)]
    public void KeDelayExecutionThread_that_is_over_at_once_succeeds(long interval) => Assert.That(
        Driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, interval), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));

    [Test]
    public void KeSetEvent_of_a_synchronization_event_lets_one_waiter_go_and_of_a_notification_event_all()
    {
        var gone = new List<string>();
        foreach (var (name, target) in ((string, Pointer)[])[("sync", Event), ("sync", Event), ("note", Other), ("note", Other)])
        {
            StartThread(name, () =>
            {
                Driver.KeWaitForSingleObject(target, timeout: Second);
                gone.Add(name);
            });
        }

        Machine.Scheduler.Yield();
        Driver.KeSetEvent(Event);
        Driver.KeSetEvent(Other);
        Machine.Scheduler.Yield();
        Assert.That(gone, Is.EqualTo(new[] { "sync", "note", "note" }));
        Assert.That((Driver.KeReadStateEvent(Event), Driver.KeReadStateEvent(Other)), Is.EqualTo((0, 1)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x100A)]
    public void Wait_for_any_says_which_mutex_was_abandoned()
    {
        Driver.KeInitializeMutex(NonPaged(0x80));
        NonPaged(0x80).Write(0x31, (byte)0);
        StartThread("careless", () => Driver.KeWaitForSingleObject(NonPaged(0x80)));
        Machine.Scheduler.Yield();
        var status = Driver.KeWaitForMultipleObjects([Event, NonPaged(0x80)], WAIT_TYPE.WaitAny);
        Assert.That(status.Value, Is.EqualTo(NTSTATUS.STATUS_ABANDONED_WAIT_0.Value + 1));
    }

    private static Pointer[] Repeat(Pointer unset, Pointer last, int count) => [.. Enumerable.Repeat(unset, count - 1), last];
}
