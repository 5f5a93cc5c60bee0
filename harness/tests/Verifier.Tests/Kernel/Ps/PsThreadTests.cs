using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Ps;

public sealed class PsThreadTests : KeFixture
{
    private readonly List<string> _ran = [];

    [SetUp]
    public void Forget() => _ran.Clear();

    [Test]
    public void PsCreateSystemThread_runs_the_routine_at_passive_level_in_the_system_process()
    {
        Start(context => _ran.Add($"{context} {Driver.KeGetCurrentIrql()} {Driver.PsGetCurrentProcessId()} {Driver.ExGetPreviousMode()}"));
        Assert.That(_ran, Is.Empty, "it runs when the creator gives way");
        Machine.Scheduler.Yield();
        Assert.That(_ran, Is.EqualTo(new[] { "0x7 PASSIVE_LEVEL 4 KernelMode" }));
        Assert.That((Driver.PsGetCurrentProcessId(), Driver.ExGetPreviousMode()), Is.EqualTo((1000UL, KPROCESSOR_MODE.UserMode)));
    }

    [Test]
    public void PsTerminateSystemThread_ends_the_thread_there()
    {
        Start(_ =>
        {
            _ran.Add("before");
            Driver.PsTerminateSystemThread(NTSTATUS.STATUS_SUCCESS);
            _ran.Add("after");
        });
        Machine.Scheduler.Yield();
        Assert.That(_ran, Is.EqualTo(new[] { "before" }));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE5)]
    public void PsTerminateSystemThread_at_APC_LEVEL_is_0xC4_0xE5()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Start(_ =>
        {
            Driver.KeRaiseIrql(APC_LEVEL, out var old);
            Driver.PsTerminateSystemThread(NTSTATUS.STATUS_SUCCESS);
            Driver.KeLowerIrql(old);
        });
        AssertViolation(0xE5, Machine.Scheduler.Yield);
    }

    [Test]
    public void PsTerminateSystemThread_outside_a_system_thread_refuses() =>
        Assert.That(Driver.PsTerminateSystemThread(NTSTATUS.STATUS_SUCCESS), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));

    [Test]
    public void Unload_pattern_waits_on_the_thread_object_and_leaves_nothing()
    {
        var stop = NonPaged(0);
        Driver.KeInitializeEvent(stop, EVENT_TYPE.NotificationEvent, false);
        var handle = Start(_ =>
        {
            Driver.KeWaitForSingleObject(stop);
            Driver.PsTerminateSystemThread(NTSTATUS.STATUS_SUCCESS);
        });
        Machine.Scheduler.Yield();
        Assert.That(Held(), Is.EqualTo(new[] { ResourceKind.Thread, ResourceKind.Handle }));
        var status = Driver.ObReferenceObjectByHandle(handle, 0, Driver.PsThreadType, KPROCESSOR_MODE.KernelMode, out var thread);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.ZwClose(handle);
        Driver.KeSetEvent(stop);
        ResourceKind[] stillHeld = [ResourceKind.Thread, ResourceKind.Reference];
        Assert.That(Held(), Is.EqualTo(stillHeld), "closing the handle does not end the thread");
        Assert.That(Driver.KeWaitForSingleObject(thread), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.ObDereferenceObject(thread);
        Assert.That(Held(), Is.Empty);
        Assert.That(Machine.Objects.Find(thread), Is.Null, "the object went with its last reference");
    }

    [Test]
    public void PsCreateSystemThread_with_the_pool_exhausted_fails_as_an_injected_failure_does()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        var pages = Machine.Physical.Available;
        var status = Driver.PsCreateSystemThread(out var handle, 0, Pointer.Null, 0, Pointer.Null, _ => { }, Pointer.Null);
        Assert.That(status, Is.EqualTo(DdiCatalogue.Find("PsCreateSystemThread")!.Failure.Status));
        Assert.That(handle, Is.Zero);
        Assert.That(Machine.Physical.Available, Is.EqualTo(pages), "the stack's pages went back");
    }

    [Test]
    public void PsCreateSystemThread_without_pages_for_a_stack_fails()
    {
        Machine.Physical.TryTake(Machine.Physical.Available - 5);
        var status = Driver.PsCreateSystemThread(out _, 0, Pointer.Null, 0, Pointer.Null, _ => { }, Pointer.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Held(), Is.Empty);
    }

    [Test]
    public void PsCreateSystemThread_above_passive_level_is_a_violation()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeRaiseIrql(APC_LEVEL, out _);
        AssertViolation(0xE5, () => Start(_ => { }));
    }

    [Test]
    public void Thread_that_goes_on_after_its_driver_was_unloaded_is_0xCE()
    {
        var wake = NonPaged(0);
        Driver.KeInitializeTimer(wake);
        Start(_ => Driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, -10_000));
        Machine.Scheduler.Yield();
        Machine.Images.Unload(Driver.Image);
        AssertBugCheck(
            BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
            () => Machine.Scheduler.Wait(WaitRequest.Until(Machine.Clock.Now + 1_000_000)));
    }

    [Test]
    public void Thread_that_ends_at_raised_irql_is_0x20()
    {
        Start(_ => Driver.KeRaiseIrqlToDpcLevel());
        Assert.That(AssertBugCheck(BugCheckCode.KERNEL_APC_PENDING_DURING_EXIT, Machine.Scheduler.Yield).P3, Is.EqualTo(2UL));
    }

    [Test]
    public void Thread_numbers_and_priorities_are_their_own()
    {
        ulong id = 0;
        Start(_ =>
        {
            id = Driver.PsGetCurrentThreadId();
            var self = Driver.KeGetCurrentThread();
            Assert.That(Driver.KeSetPriorityThread(self, 16), Is.EqualTo(8));
            Assert.That(Driver.KeQueryPriorityThread(self), Is.EqualTo(16));
            Assert.That(Driver.PsIsSystemThread(self), Is.True);
            Assert.That(Driver.PsGetThreadId(self), Is.EqualTo(id));
            Assert.That(Driver.PsGetThreadProcessId(self), Is.EqualTo(4));
        });
        Machine.Scheduler.Yield();
        Assert.That(id, Is.Not.Zero.And.Not.EqualTo(Driver.PsGetCurrentThreadId()));
    }

    [Test]
    [Raises(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, 0x8)]
    public void Local_is_gone_when_the_routine_returns_and_overflow_is_a_double_fault()
    {
        var first = Driver.Local(16);
        Driver.KeInitializeDpc(NonPaged(0), (_, _, _, _) => Driver.Local(64).Write(0, 1));
        Driver.KeInsertQueueDpc(NonPaged(0));
        Assert.That(first.Address - Driver.Local(16).Address, Is.EqualTo(16UL));
        Assert.That(AssertBugCheck(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, () => Driver.Local(25_000)).P1, Is.EqualTo(8UL));
    }

    private ResourceKind[] Held() => [.. Machine.Resources.HeldBy(Driver.Image).Select(r => r.Kind)];

    private ulong Start(KSTART_ROUTINE routine)
    {
        var status = Driver.PsCreateSystemThread(out var handle, 0, Attributes(), 0, Pointer.Null, routine, Driver.At(7));
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return handle;
    }

    private Pointer Attributes()
    {
        var attributes = Driver.Local(SizeOf.OBJECT_ATTRIBUTES);
        Driver.InitializeObjectAttributes(attributes, default, OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE);
        return attributes;
    }

    [Test]
    public void Thread_object_keeps_what_it_says_of_a_thread_that_ended()
    {
        ulong id = 0;
        var thread = Referenced(_ =>
        {
            id = Driver.PsGetCurrentThreadId();
            Driver.KeSetPriorityThread(Driver.KeGetCurrentThread(), 16);
        });
        Assert.That(Driver.KeWaitForSingleObject(thread), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.KeQueryPriorityThread(thread), Is.EqualTo(16));
        Assert.That(Driver.KeSetPriorityThread(thread, 9), Is.EqualTo(16));
        Assert.That(Driver.KeQueryPriorityThread(thread), Is.EqualTo(9));
        Assert.That(
            (Driver.PsGetThreadId(thread), Driver.PsIsSystemThread(thread), Driver.PsGetThreadProcessId(thread)), Is.EqualTo((id, true, 4UL)));
        Driver.ObDereferenceObject(thread);
    }

    [Test]
    public void System_thread_runs_inside_a_critical_region()
    {
        Boot(ProfileName, DriverVerifierOptions.Standard);
        Driver.ExInitializeFastMutex(NonPaged(0));
        Start(_ =>
        {
            _ran.Add($"{Driver.KeAreApcsDisabled()} {Driver.KeAreAllApcsDisabled()}");
            Driver.ExAcquireFastMutexUnsafe(NonPaged(0));
            Driver.ExReleaseFastMutexUnsafe(NonPaged(0));
            Driver.KeEnterCriticalRegion();
            Driver.KeLeaveCriticalRegion();
        });
        Machine.Scheduler.Yield();
        Assert.That(_ran, Is.EqualTo(new[] { "True False" }));
        Assert.That(Machine.Violations, Is.Empty);
        Assert.That(Driver.KeAreApcsDisabled(), Is.False, "an application's thread does not");
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3E)]
    public void System_thread_may_not_leave_the_critical_region_that_it_began_in()
    {
        Boot(ProfileName, DriverVerifierOptions.Standard);
        Start(_ => Driver.KeLeaveCriticalRegion());
        AssertViolation(0x3E, Machine.Scheduler.Yield);
    }

    [TestCase("windows-10-x64", true)]
    [TestCase("windows-vista-x64", true)]
    [TestCase("windows-xp-x86", false)]
    public void PsCreateSystemThread_without_attributes_gives_a_kernel_handle_from_Vista_on(string profile, bool isKernel)
    {
        Boot(profile);
        Driver.PsCreateSystemThread(out var handle, 0, Pointer.Null, 0, Pointer.Null, _ => { }, Pointer.Null);
        Assert.That(handle >> 63 == 1, Is.EqualTo(isKernel));
    }

    [TestCase(OBJ_ATTRIBUTE_FLAGS.OBJ_PERMANENT)]
    [TestCase(OBJ_ATTRIBUTE_FLAGS.OBJ_EXCLUSIVE)]
    [TestCase(OBJ_ATTRIBUTE_FLAGS.OBJ_OPENIF)]
    public void PsCreateSystemThread_refuses_attributes_that_a_thread_cannot_have(OBJ_ATTRIBUTE_FLAGS flag)
    {
        var attributes = Driver.Local(SizeOf.OBJECT_ATTRIBUTES);
        Driver.InitializeObjectAttributes(attributes, default, flag | OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE);
        var status = Driver.PsCreateSystemThread(out _, 0, attributes, 0, Pointer.Null, _ => _ran.Add("ran"), Pointer.Null);
        Machine.Scheduler.Yield();
        Assert.That((status, _ran.Count, Held().Length), Is.EqualTo((NTSTATUS.STATUS_INVALID_PARAMETER, 0, 0)));
    }

    [Test]
    public void PsCreateSystemThread_tells_the_client_id()
    {
        ulong id = 0;
        var client = NonPaged(0x100);
        Driver.PsCreateSystemThread(out _, 0, Attributes(), 0, client, _ => id = Driver.PsGetCurrentThreadId(), Pointer.Null);
        Machine.Scheduler.Yield();
        Assert.That((client.Read<ulong>(0), client.Read<ulong>(8)), Is.EqualTo((4UL, id)));
    }

    private Pointer Referenced(KSTART_ROUTINE routine)
    {
        var handle = Start(routine);
        Driver.ObReferenceObjectByHandle(handle, 0, Driver.PsThreadType, KPROCESSOR_MODE.KernelMode, out var thread);
        Driver.ZwClose(handle);
        return thread;
    }
}
