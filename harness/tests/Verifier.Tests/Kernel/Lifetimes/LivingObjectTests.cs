using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Lifetimes;

/// <summary>A block that is freed with an object in it which the kernel still knows is noted without Driver Verifier; all others are not.</summary>
public sealed class LivingObjectTests : KeFixture
{
    private const int Offset = 0x40;
    private const long Second = -10_000_000;

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD2)]
    public void Resource_that_was_not_deleted_is_found() => AssertNoted(0xD2, o => Driver.ExInitializeResourceLite(o));

    [Test]
    public void Resource_that_was_deleted_is_not() => AssertQuiet(o =>
    {
        Driver.ExInitializeResourceLite(o);
        Driver.ExDeleteResourceLite(o);
    });

    [Test]
    public void Memory_that_was_never_made_a_resource_is_none_because_it_was_used_as_one()
    {
        var block = Allocate();
        Driver.KeEnterCriticalRegion();
        Driver.ExAcquireResourceSharedLite(block + Offset, wait: false);
        Driver.ExReleaseResourceLite(block + Offset);
        Driver.KeLeaveCriticalRegion();
        Machine.Violations.Clear();
        Driver.ExFreePool(block);
        AssertNothing();
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x15)]
    public void Timer_that_is_set_is_found() => AssertNoted(0x15, o => SetTimer(o, default));

    [Test]
    public void Timer_that_was_cancelled_or_has_fired_is_not()
    {
        AssertQuiet(o =>
        {
            SetTimer(o, default);
            Driver.KeCancelTimer(o);
        });
        AssertQuiet(o =>
        {
            SetTimer(o, default);
            Driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, 2 * Second);
        });
    }

    [Test]
    [Raises(BugCheckCode.TIMER_OR_DPC_INVALID, 1)]
    public void Dpc_of_a_timer_elsewhere_that_is_set_is_found() => AssertNoted(1, o =>
    {
        Driver.KeInitializeDpc(o, (_, _, _, _) => { });
        SetTimer(NonPaged(0), o);
    });

    [Test]
    [Raises(BugCheckCode.TIMER_OR_DPC_INVALID, 1)]
    public void Dpc_that_is_queued_is_found() => AssertNoted(1, o =>
    {
        Driver.KeInitializeDpc(o, (_, _, _, _) => { });
        Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeInsertQueueDpc(o);
    });

    [Test]
    public void Dpc_that_is_not_queued_is_not() => AssertQuiet(o =>
    {
        Driver.KeInitializeDpc(o, (_, _, _, _) => { });
        Driver.KeInsertQueueDpc(o);
    });

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xCC)]
    public void Lookaside_list_that_was_not_deleted_is_found() => AssertNoted(0xCC, InitialiseList);

    [Test]
    public void Lookaside_list_that_was_deleted_is_not() => AssertQuiet(o =>
    {
        InitialiseList(o);
        Driver.ExDeleteNPagedLookasideList(o);
    });

    [Test]
    [Raises(BugCheckCode.INVALID_WORK_QUEUE_ITEM)]
    public void Work_item_that_is_queued_is_found()
    {
        Queue(Allocate(out var block));
        Driver.ExFreePool(block);
        Assert.That(Machine.Violations.Select(v => v.Code), Is.EqualTo(new[] { BugCheckCode.INVALID_WORK_QUEUE_ITEM }));
    }

    [Test]
    public void Work_item_whose_routine_has_begun_is_not()
    {
        Queue(Allocate(out var block));
        Machine.Scheduler.Yield();
        Driver.ExFreePool(block);
        AssertNothing();
    }

    [Test]
    public void Synchronisation_object_is_found_while_a_thread_waits_for_it()
    {
        AssertBreach("synchronisation object in freed memory", o =>
        {
            Driver.KeInitializeEvent(o, EVENT_TYPE.NotificationEvent, false);
            StartThread("waiter", () => Driver.KeWaitForSingleObject(o));
            Machine.Scheduler.Yield();
        });
    }

    [Test]
    public void Synchronisation_object_is_not_when_the_wait_is_over() => AssertQuiet(o =>
    {
        Driver.KeInitializeEvent(o, EVENT_TYPE.NotificationEvent, false);
        StartThread("waiter", () => Driver.KeWaitForSingleObject(o));
        Machine.Scheduler.Yield();
        Driver.KeSetEvent(o);
    });

    [Test]
    public void Remove_lock_is_found_while_an_acquisition_is_not_released() => AssertBreach("remove lock in freed memory", o =>
    {
        Driver.IoInitializeRemoveLock(o, "Test", 0, 0);
        Driver.IoAcquireRemoveLock(o, default);
        Driver.IoAcquireRemoveLock(o, default);
        Driver.IoReleaseRemoveLock(o, default);
    });

    [Test]
    public void Remove_lock_is_not_when_all_are_released() => AssertQuiet(o =>
    {
        Driver.IoInitializeRemoveLock(o, "Test", 0, 0);
        Driver.IoAcquireRemoveLock(o, default);
        Driver.IoReleaseRemoveLock(o, default);
    });

    [Test]
    public void Device_queue_is_found_while_a_request_waits_in_it() => AssertBreach("device queue in freed memory", o =>
    {
        var irp = Driver.IoAllocateIrp(1, false);
        Driver.KeInitializeDeviceQueue(o);
        InsertTwice(o, NonPaged(0), irp.DeviceQueueEntry);
    });

    [Test]
    public void Device_queue_of_the_drivers_own_entries_is_not() => AssertQuiet(o =>
    {
        Driver.KeInitializeDeviceQueue(o);
        InsertTwice(o, NonPaged(0), NonPaged(0x40));
    });

    [Test]
    public void Held_lock_is_found_and_a_free_one_is_not()
    {
        AssertNoted(0x100B, o =>
        {
            Driver.KeInitializeSpinLock(o);
            Driver.KeAcquireSpinLock(o, out _);
        });
        Boot(ProfileName);
        AssertQuiet(o =>
        {
            Driver.KeInitializeSpinLock(o);
            Driver.KeAcquireSpinLock(o, out var irql);
            Driver.KeReleaseSpinLock(o, irql);
        });
    }

    [Test]
    public void Breach_tells_the_calls_that_it_is_about()
    {
        var block = Allocate();
        Driver.ExInitializeResourceLite(block + Offset);
        Driver.ExFreePool(block);
        Assert.That(
            Machine.Violations.Single().About.Select(o => o.Ddi), Is.EqualTo(new[] { "ExInitializeResourceLite", "ExFreePool" }));
    }

    private Pointer Allocate() => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 256, "Test");

    private Pointer Allocate(out Pointer block) => (block = Allocate()) + Offset;

    private void SetTimer(Pointer timer, Pointer dpc)
    {
        Driver.KeInitializeTimer(timer);
        Driver.KeSetTimer(timer, Second, dpc);
    }

    private void InitialiseList(Pointer list) => Driver.ExInitializeNPagedLookasideList(list, null, null, 0, 64, "Test");

    private void Queue(Pointer item)
    {
        Driver.ExInitializeWorkItem(item, _ => { }, default);
        Driver.ExQueueWorkItem(item, WORK_QUEUE_TYPE.DelayedWorkQueue);
    }

    private void InsertTwice(Pointer queue, Pointer first, Pointer second)
    {
        var irql = Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeInsertDeviceQueue(queue, first);
        Assert.That(Driver.KeInsertDeviceQueue(queue, second), Is.True);
        Driver.KeLowerIrql(irql);
    }

    private void AssertNoted(ulong code, Action<Pointer> plant)
    {
        var at = Allocate(out var block);
        plant(at);
        Driver.ExFreePool(block);
        Assert.That(Noted(), Is.EqualTo(new[] { code }));
        Assert.That(Machine.Breaches, Is.Empty);
    }

    private void AssertBreach(string rule, Action<Pointer> plant)
    {
        var at = Allocate(out var block);
        plant(at);
        Driver.ExFreePool(block);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { rule }));
        Assert.That(Machine.Violations, Is.Empty);
    }

    private void AssertQuiet(Action<Pointer> use)
    {
        var at = Allocate(out var block);
        use(at);
        Driver.ExFreePool(block);
        AssertNothing();
    }

    private void AssertNothing()
    {
        Assert.That(Machine.Violations.Select(v => v.Text), Is.Empty);
        Assert.That(Machine.Breaches.Select(b => b.Text), Is.Empty);
    }
}
