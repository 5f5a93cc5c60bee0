using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Work items: where they run, what they keep alive, how they must not be used.</summary>
public sealed class WorkItemTests : IoFixture
{
    private TestDriver _driver = null!;

    [Test]
    public void Routine_runs_at_PASSIVE_LEVEL_in_a_system_thread_when_the_caller_gives_way()
    {
        var seen = (Irql: KIRQL.HIGH_LEVEL, IsSystem: false, Context: 0UL, Device: default(DeviceObject));
        LoadDriver();
        var item = Allocate();
        InDriver(() =>
        {
            _driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var old);
            _driver.IoQueueWorkItem(
                item,
                (device, context) => seen = (_driver.KeGetCurrentIrql(), Machine.Scheduler.Current.IsSystem, context, device),
                WORK_QUEUE_TYPE.DelayedWorkQueue,
                _driver.At(0x1234));
            _driver.KeLowerIrql(old);
        });
        Assert.That(seen.Context, Is.Zero);
        Machine.Scheduler.Yield();
        Assert.That(seen, Is.EqualTo((KIRQL.PASSIVE_LEVEL, true, 0x1234UL, _driver.Device)));
        Assert.That(Held(_driver), Does.Contain(ResourceKind.WorkItem));
        InDriver(() => _driver.IoFreeWorkItem(item));
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.WorkItem));
        AssertNoViolation();
    }

    [Test]
    public void Extended_routine_may_free_its_work_item()
    {
        LoadDriver();
        var item = Allocate();
        var given = Pointer.Null;
        InDriver(() => _driver.IoQueueWorkItemEx(
            item,
            (_, _, workItem) =>
            {
                given = workItem;
                _driver.IoFreeWorkItem(workItem);
            },
            WORK_QUEUE_TYPE.DelayedWorkQueue,
            Pointer.Null));
        Machine.Scheduler.Yield();
        Assert.That(given, Is.EqualTo(item));
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.WorkItem));
    }

    [Test]
    public void Routine_may_queue_its_work_item_again()
    {
        LoadDriver();
        var item = Allocate();
        var runs = 0;
        void Run(DeviceObject device, Pointer context)
        {
            if (++runs < 3)
            {
                _driver.IoQueueWorkItem(item, Run, WORK_QUEUE_TYPE.DelayedWorkQueue, context);
            }
        }

        Queue(item, Run);
        Machine.Scheduler.Yield();
        Machine.Scheduler.Yield();
        Assert.That(runs, Is.EqualTo(3));
    }

    [Test]
    public void Item_that_blocks_does_not_keep_the_next_from_running()
    {
        LoadDriver();
        var (first, second) = (Allocate(), Allocate());
        var order = string.Empty;
        Queue(first, (_, _) =>
        {
            _driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, -10_000);
            order += "first";
        });
        Queue(second, (_, _) => order += "second ");
        Machine.Scheduler.Wait(WaitRequest.Until(Machine.Clock.Now + 1_000_000));
        Assert.That(order, Is.EqualTo("second first"));
    }

    [Test]
    public void Queued_twice_is_0x96()
    {
        LoadDriver();
        var item = Allocate();
        Queue(item, (_, _) => { });
        var stop = AssertBugCheck(BugCheckCode.INVALID_WORK_QUEUE_ITEM, () => Queue(item, (_, _) => { }));
        Assert.That(stop.P1, Is.EqualTo(item.Address));
    }

    [Test]
    public void Freed_while_it_is_queued_is_0x96_when_it_would_run()
    {
        LoadDriver();
        var item = Allocate();
        Queue(item, (_, _) => { });
        InDriver(() => _driver.IoFreeWorkItem(item));
        AssertBugCheck(BugCheckCode.INVALID_WORK_QUEUE_ITEM, Machine.Scheduler.Yield);
    }

    [Test]
    public void Return_at_DISPATCH_LEVEL_is_0xE1()
    {
        LoadDriver();
        Queue(Allocate(), (_, _) => _driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var _));
        var stop = AssertBugCheck(BugCheckCode.WORKER_THREAD_RETURNED_AT_BAD_IRQL, Machine.Scheduler.Yield);
        Assert.That(stop.P2, Is.EqualTo((ulong)KIRQL.DISPATCH_LEVEL));
    }

    [Test]
    [Raises(BugCheckCode.APC_INDEX_MISMATCH)]
    public void Return_inside_a_critical_region_is_0x1()
    {
        LoadDriver();
        Queue(Allocate(), (_, _) => _driver.KeEnterCriticalRegion());
        AssertBugCheck(BugCheckCode.APC_INDEX_MISMATCH, Machine.Scheduler.Yield);
    }

    [Test]
    public void Unload_waits_for_a_queued_item_and_the_device_stays_until_then()
    {
        var ran = false;
        Load(_driver = new TestDriver());
        var item = Allocate();
        Queue(item, (_, _) =>
        {
            ran = true;
            _driver.IoFreeWorkItem(item);
        });
        Assert.That(Machine.Drivers.Unload(_driver.Name), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(ran);
        Assert.That(Machine.Io.Devices.WasDeleted(_driver.Device.Address));
        AssertNoViolation();
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3F)]
    public void Item_for_a_device_that_is_gone_is_a_breach()
    {
        LoadDriver();
        var item = Allocate();
        InDriver(() => _driver.IoDeleteDevice(_driver.Device));
        Queue(item, (_, _) => { });
        AssertViolation(0x3F, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION);
    }

    [Test]
    public void Item_in_memory_of_the_driver_runs_and_is_no_resource()
    {
        LoadDriver();
        var item = _driver.At(_driver.Image.Data.Address);
        var ran = false;
        InDriver(() =>
        {
            Assert.That(_driver.IoSizeofWorkItem(), Is.LessThanOrEqualTo(0x40U));
            _driver.IoInitializeWorkItem(_driver.Device.Pointer, item);
        });
        Queue(item, (_, _) =>
        {
            ran = true;
            _driver.IoUninitializeWorkItem(item);
        });
        Machine.Scheduler.Yield();
        Assert.That(ran);
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.WorkItem));
        AssertBugCheck(BugCheckCode.INVALID_WORK_QUEUE_ITEM, () => Queue(item, (_, _) => { }));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x131)]
    public void Item_in_pageable_memory_is_a_breach()
    {
        LoadDriver();
        InDriver(() => _driver.IoInitializeWorkItem(
            _driver.Device.Pointer, _driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 64, "Item")));
        AssertViolation(0x131, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION);
    }

    [Test]
    public void Exhausted_pool_gives_no_item()
    {
        LoadDriver();
        InDriver(() =>
        {
            for (ulong bytes = 1 << 20; bytes > 0; bytes /= 2)
            {
                while (!_driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, bytes, "Hog ").IsNull)
                {
                }
            }
        });
        Assert.That(Allocate().IsNull);
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.WorkItem));
    }

    private void LoadDriver() => Load(_driver = new TestDriver());

    private Pointer Allocate()
    {
        var item = Pointer.Null;
        InDriver(() => item = _driver.IoAllocateWorkItem(_driver.Device));
        return item;
    }

    private void Queue(Pointer item, IO_WORKITEM_ROUTINE routine) =>
        InDriver(() => _driver.IoQueueWorkItem(item, routine, WORK_QUEUE_TYPE.DelayedWorkQueue, Pointer.Null));

    private void InDriver(Action code)
    {
        Machine.Caller = _driver.Image;
        code();
        Machine.Caller = null;
    }

    [TestCase(false, 1)]
    [TestCase(true, 0)]
    public void Item_of_a_driver_object_is_for_IoQueueWorkItemEx_only(bool isExtended, int breaches)
    {
        LoadDriver();
        InDriver(() =>
        {
            var item = _driver.Globals;
            _driver.IoInitializeWorkItem(_driver.Object.Pointer, item);
            if (isExtended)
            {
                _driver.IoQueueWorkItemEx(item, (_, _, _) => _driver.IoUninitializeWorkItem(item), WORK_QUEUE_TYPE.DelayedWorkQueue, default);
            }
            else
            {
                _driver.IoQueueWorkItem(item, (_, _) => _driver.IoUninitializeWorkItem(item), WORK_QUEUE_TYPE.DelayedWorkQueue, default);
            }
        });
        Machine.Scheduler.Yield();
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(Enumerable.Repeat("work item of a driver object", breaches)));
    }

    [TestCase(false, 1)]
    [TestCase(true, 0)]
    public void Item_in_memory_of_the_driver_is_uninitialised_before_the_memory_is_freed(bool uninitialises, int breaches)
    {
        LoadDriver();
        InDriver(() =>
        {
            var item = _driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, _driver.IoSizeofWorkItem(), "Item");
            _driver.IoInitializeWorkItem(_driver.Device.Pointer, item);
            _driver.IoInitializeWorkItem(_driver.Device.Pointer, item);
            if (uninitialises)
            {
                _driver.IoUninitializeWorkItem(item);
            }

            _driver.ExFreePoolWithTag(item, "Item");
        });
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(Enumerable.Repeat("initialised work item in freed memory", breaches)));
        AssertNoViolation();
    }

    [Test]
    public void Item_that_was_allocated_is_initialised_already()
    {
        LoadDriver();
        var item = Allocate();
        InDriver(() => _driver.IoInitializeWorkItem(_driver.Device.Pointer, item));
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "work item initialised again" }));
        InDriver(() => _driver.IoFreeWorkItem(item));
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.WorkItem), "it is still the allocated one");
    }
}
