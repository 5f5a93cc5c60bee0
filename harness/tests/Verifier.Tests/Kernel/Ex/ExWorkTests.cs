using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.WORK_QUEUE_TYPE;

namespace Verifier.Tests.Kernel.Ex;

public sealed class ExWorkTests : KeFixture
{
    private readonly List<string> _ran = [];

    private Pointer Item => NonPaged(0);

    [SetUp]
    public void Forget() => _ran.Clear();

    [Test]
    public void ExQueueWorkItem_runs_in_a_system_thread_and_may_be_queued_again_from_its_routine()
    {
        Driver.ExInitializeWorkItem(Item, parameter =>
        {
            _ran.Add($"{parameter} {Driver.PsIsSystemThread(Driver.KeGetCurrentThread())} {Driver.KeGetCurrentIrql()}");
            if (_ran.Count == 1)
            {
                Driver.ExQueueWorkItem(Item, DelayedWorkQueue);
            }
        }, Driver.At(5));
        Driver.ExQueueWorkItem(Item, DelayedWorkQueue);
        Assert.That(Machine.Resources.Find(ResourceKind.WorkItem, Item), Is.Not.Null);
        Machine.Scheduler.Yield();
        Machine.Scheduler.Yield();
        Assert.That(_ran, Is.EqualTo(new[] { "0x5 True PASSIVE_LEVEL", "0x5 True PASSIVE_LEVEL" }));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
        Assert.That(Machine.Scheduler.Living, Is.Empty, "an idle worker is nobody's business");
    }

    [Test]
    public void ExQueueWorkItem_twice_is_0x96()
    {
        Driver.ExInitializeWorkItem(Item, _ => { });
        Driver.ExQueueWorkItem(Item, DelayedWorkQueue);
        Assert.That(
            AssertBugCheck(BugCheckCode.INVALID_WORK_QUEUE_ITEM, () => Driver.ExQueueWorkItem(Item, DelayedWorkQueue)).P1,
            Is.EqualTo(Item.Address));
    }

    [Test]
    public void Work_item_that_waits_for_another_does_not_block_it()
    {
        var done = NonPaged(0x100);
        Driver.KeInitializeEvent(done, EVENT_TYPE.NotificationEvent, false);
        Driver.ExInitializeWorkItem(Item, _ => Driver.KeWaitForSingleObject(done));
        Driver.ExInitializeWorkItem(NonPaged(0x40), _ => Driver.KeSetEvent(done));
        Driver.ExQueueWorkItem(Item, DelayedWorkQueue);
        Driver.ExQueueWorkItem(NonPaged(0x40), DelayedWorkQueue);
        Assert.That(Driver.KeWaitForSingleObject(done), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    [Raises(BugCheckCode.WORKER_THREAD_RETURNED_AT_BAD_IRQL)]
    public void Work_item_that_returns_at_dispatch_level_is_0xE1()
    {
        Driver.ExInitializeWorkItem(Item, _ => Driver.KeRaiseIrqlToDpcLevel());
        Driver.ExQueueWorkItem(Item, DelayedWorkQueue);
        Assert.That(AssertBugCheck(BugCheckCode.WORKER_THREAD_RETURNED_AT_BAD_IRQL, Machine.Scheduler.Yield).P2, Is.EqualTo(2UL));
    }

    [Test]
    public void Work_item_of_an_unloaded_driver_is_0xCE()
    {
        Driver.ExInitializeWorkItem(Item, _ => { });
        Driver.ExQueueWorkItem(Item, DelayedWorkQueue);
        Machine.Images.Unload(Driver.Image);
        AssertBugCheck(BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, Machine.Scheduler.Yield);
    }

    [Test]
    public void ExQueueWorkItem_in_pageable_memory_is_0xC4_0x131()
    {
        Boot(ProfileName, DriverVerifierOptions.MiscellaneousChecks);
        Driver.ExInitializeWorkItem(Paged(0), _ => { });
        AssertViolation(0x131, () => Driver.ExQueueWorkItem(Paged(0), DelayedWorkQueue));
    }

    [Test]
    [Raises(BugCheckCode.INVALID_WORK_QUEUE_ITEM)]
    public void Block_freed_with_a_queued_work_item_is_0x96()
    {
        var block = BlockOfAVerifiedDriver();
        Driver.ExInitializeWorkItem(block, _ => { });
        Driver.ExQueueWorkItem(block, DelayedWorkQueue);
        Assert.That(AssertBugCheck(BugCheckCode.INVALID_WORK_QUEUE_ITEM, () => Driver.ExFreePool(block)).P1, Is.EqualTo(block.Address));
    }

    [Test]
    [Raises(BugCheckCode.TIMER_OR_DPC_INVALID, 0x1)]
    public void Block_freed_with_a_queued_dpc_is_0xC7()
    {
        var block = BlockOfAVerifiedDriver();
        Driver.KeInitializeDpc(block, (_, _, _, _) => { });
        Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeInsertQueueDpc(block);
        Assert.That(AssertBugCheck(BugCheckCode.TIMER_OR_DPC_INVALID, () => Driver.ExFreePool(block)).P2, Is.EqualTo(block.Address));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD2)]
    public void Block_freed_with_a_resource_is_0xC4_0xD2()
    {
        var block = BlockOfAVerifiedDriver();
        Driver.ExInitializeResourceLite(block);
        AssertViolation(0xD2, () => Driver.ExFreePool(block));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x100B)]
    public void Block_freed_with_a_held_lock_is_0xC4_0x100B()
    {
        var block = BlockOfAVerifiedDriver();
        Driver.KeInitializeSpinLock(block);
        Driver.KeAcquireSpinLock(block, out _);
        AssertViolation(0x100B, () => Driver.ExFreePool(block));
    }

    private Pointer BlockOfAVerifiedDriver()
    {
        Boot(ProfileName, DriverVerifierOptions.MiscellaneousChecks | DriverVerifierOptions.DeadlockDetection);
        return Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x100, "Sync");
    }
}
