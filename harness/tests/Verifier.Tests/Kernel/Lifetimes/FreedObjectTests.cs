using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Lifetimes;

/// <summary>Objects that a driver uses after it freed their memory are named as freed, with the call that freed them.</summary>
public sealed class FreedObjectTests : KernelFixture
{
    private const ulong BlockBytes = 0x200;

    private static readonly PoolTag s_tag = "Test";

    /// <summary>Where in its block an object is; the allocator's links are in the first bytes of a freed one.</summary>
    private static readonly int[] s_offsets = [0, 0x40];

    private Pointer Freed(int offset)
    {
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, BlockBytes, s_tag);
        Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 16, s_tag);
        Driver.ExFreePoolWithTag(block, s_tag);
        return block + offset;
    }

    [Test]
    public void Spin_lock_in_freed_memory_is_named_as_freed_and_not_as_never_initialised([ValueSource(nameof(s_offsets))] int offset)
    {
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, BlockBytes, s_tag);
        Driver.KeInitializeSpinLock(block + offset);
        Driver.ExFreePoolWithTag(block, s_tag);
        Assert.That(() => Driver.KeAcquireSpinLock(block + offset, out _), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.IsHang);
        Assert.That(Machine.Stopped.Detail, Does.Contain("its memory was freed by ExFreePoolWithTag").And.Not.Contain("never initialised"));
        Assert.That(Machine.Stopped.About.Select(o => o.Ddi), Is.EqualTo(new[] { "ExFreePoolWithTag" }));
    }

    [Test]
    public void Spin_lock_in_a_freed_run_of_pages_is_named_as_freed()
    {
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x3000, s_tag);
        Driver.KeInitializeSpinLock(block + 0x2100);
        Driver.ExFreePool(block);
        Assert.That(() => Driver.KeAcquireSpinLock(block + 0x2100, out _), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.Detail, Does.Contain("its memory was freed by ExFreePool"));
    }

    [Test]
    public void Spin_lock_that_nobody_initialised_beside_freed_memory_is_not_named_as_freed()
    {
        Freed(0);
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x800, s_tag);
        Assert.That(() => Driver.KeAcquireSpinLock(block + 0x400, out _), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.Detail, Does.Contain("never initialised").And.Not.Contain("freed"));
    }

    [Test]
    public void Spin_lock_in_memory_that_was_freed_and_handed_out_again_is_the_new_owners()
    {
        var old = Freed(0x40);
        var again = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, BlockBytes, s_tag);
        Assert.That(again, Is.EqualTo(old - 0x40), "the same memory");
        Driver.KeInitializeSpinLock(old);
        Driver.KeAcquireSpinLock(old, out var irql);
        Driver.KeReleaseSpinLock(old, irql);
        Assert.That((Machine.Breaches.Count, Machine.Violations.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Spin_lock_in_an_entry_that_went_back_to_its_lookaside_list_is_named()
    {
        var list = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, LookasideList.ExBytes, s_tag);
        Driver.ExInitializeNPagedLookasideList(list, null, null, 0, 64, s_tag);
        var entry = Driver.ExAllocateFromNPagedLookasideList(list);
        Driver.ExFreeToNPagedLookasideList(list, Driver.ExAllocateFromNPagedLookasideList(list));
        Driver.KeInitializeSpinLock(entry);
        Driver.ExFreeToNPagedLookasideList(list, entry);
        Assert.That(() => Driver.KeAcquireSpinLock(entry, out _), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.Detail, Does.Contain("went back to its lookaside list"));
    }

    [Test]
    public void Spin_lock_of_a_freed_device_extension_is_named_as_freed_by_the_deletion()
    {
        var extension = Driver.At(Machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, BlockBytes, s_tag));
        Machine.Pool.FreeForKernel(extension);
        Assert.That(() => Driver.KeAcquireSpinLock(extension + 0x20, out _), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.Detail, Does.Contain("its memory was freed").And.Not.Contain("never"));
    }

    private static IEnumerable<TestCaseData> Uses()
    {
        yield return Use("event", (d, p) => d.KeSetEvent(p, 0, false));
        yield return Use("event", (d, p) => d.KeClearEvent(p));
        yield return Use("event", (d, p) => d.KeReadStateEvent(p));
        yield return Use("event", (d, p) => d.KeInitializeEvent(p, EVENT_TYPE.NotificationEvent, false));
        yield return Use("timer", (d, p) => d.KeCancelTimer(p));
        yield return Use("timer", (d, p) => d.KeInitializeTimer(p));
        yield return Use("DPC", (d, p) => d.KeRemoveQueueDpc(p));
        yield return Use("mutex", (d, p) => d.KeReadStateMutex(p));
        yield return Use("semaphore", (d, p) => d.KeReadStateSemaphore(p));
        yield return Use("spin lock", (d, p) => d.KeInitializeSpinLock(p));
        yield return Use("resource", (d, p) => d.ExInitializeResourceLite(p));
        yield return Use("remove lock", (d, p) => d.IoInitializeRemoveLock(p, "Test", 0, 0));
        yield return Use("remove lock", (d, p) => d.IoAcquireRemoveLock(p, Pointer.Null));
        yield return Use("list", (d, p) => d.ExQueryDepthSList(p));
        yield return Use("lookaside list", (d, p) => d.ExInitializeNPagedLookasideList(p, null, null, 0, 64, "Test"));
        yield return Use("device queue", (d, p) => d.KeInitializeDeviceQueue(p));
        yield return Use("MDL", (d, p) => d.MmProbeAndLockPages(new Mdl(p), KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
    }

    [TestCaseSource(nameof(Uses))]
    public void Use_of_an_object_in_freed_memory_is_named(string noun, Action<DriverModel, Pointer> use)
    {
        var at = Freed(0x40);
        Attempt(use, at);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Does.Contain($"{noun} in freed memory used"));
        var breach = Machine.Breaches.First(b => b.Rule.StartsWith(noun, StringComparison.Ordinal));
        Assert.That(breach.Text, Does.Contain($"the {noun} at 0x{at.Address:X}: its memory was freed by ExFreePoolWithTag"));
        Assert.That(breach.About.Select(o => o.What), Is.EqualTo(new[] { "freed", "used" }));
    }

    [TestCaseSource(nameof(Uses))]
    public void Use_of_an_object_in_live_memory_is_not(string noun, Action<DriverModel, Pointer> use)
    {
        Freed(0x40);
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, BlockBytes, s_tag);
        Driver.RtlFillMemory(block, BlockBytes, PoolGeometry.FreedByte);
        Attempt(use, block + 0x40);
        Assert.That(Machine.Breaches, Is.Empty, noun);
    }

    [Test]
    public void Object_in_freed_memory_is_named_in_a_wait_for_several()
    {
        var (live, freed) = (Driver.At(Driver.Image.Data.Address), Freed(0x40));
        Driver.KeInitializeEvent(live, EVENT_TYPE.NotificationEvent, true);
        Driver.KeWaitForMultipleObjects([live, freed], WAIT_TYPE.WaitAny, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, 0);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "object waited for in freed memory used" }));
    }

    [Test]
    public void Resource_in_freed_memory_is_named_where_it_is_used_and_deleted()
    {
        var at = Freed(0x40);
        Driver.KeEnterCriticalRegion();
        Driver.ExAcquireResourceExclusiveLite(at, true);
        Assert.That(Machine.Violations.Select(v => v.Text), Has.Some.Contain("its memory was freed by ExFreePoolWithTag"));
        Machine.Violations.Clear();
        Driver.ExDeleteResourceLite(Freed(0x80));
        Assert.That(Machine.Violations.Select(v => v.Text), Has.Some.Contain("its memory was freed by ExFreePoolWithTag"));
    }

    [Test]
    public void Lookaside_list_in_freed_memory_is_named_where_it_is_deleted()
    {
        var at = Freed(0x40);
        Driver.RtlFillMemory(at, 0x80, 0);
        Driver.ExDeleteNPagedLookasideList(at);
        Assert.That(Machine.Violations.Select(v => v.Text), Has.Some.Contain("lookaside list"));
    }

    [Test]
    public void Work_item_in_freed_memory_is_named_as_freed()
    {
        var at = Freed(0x40);
        AssertBugCheck(BugCheckCode.INVALID_WORK_QUEUE_ITEM, () => Driver.ExQueueWorkItem(at, WORK_QUEUE_TYPE.DelayedWorkQueue));
        Assert.That(Machine.Stopped!.Detail, Does.Contain("its memory was freed by ExFreePoolWithTag").And.Not.Contain("twice"));
    }

    [Test]
    public void Remove_lock_in_freed_memory_is_named_where_it_is_released()
    {
        Driver.IoReleaseRemoveLock(Freed(0x40), Pointer.Null);
        Assert.That(Machine.Violations.Select(v => v.Text), Has.Some.Contain("without an acquisition: its memory was freed by ExFreePoolWithTag"));
    }

    [Test]
    public void Fault_in_pages_that_were_given_back_names_the_routine()
    {
        var memory = Driver.MmAllocateContiguousMemory(0x3000, ulong.MaxValue);
        Driver.MmFreeContiguousMemory(memory);
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => Driver.KeSetEvent(memory + 0x2010, 0, false));
        Assert.That(Machine.Stopped!.Detail, Does.Contain("its memory was freed by MmFreeContiguousMemory"));
        Assert.That(Machine.Stopped.About.Select(o => o.Ddi), Is.EqualTo(new[] { "MmFreeContiguousMemory" }));
    }

    [Test]
    public void Fault_in_memory_that_was_never_handed_out_names_none()
    {
        var memory = Driver.MmAllocateContiguousMemory(0x1000, ulong.MaxValue);
        Driver.MmFreeContiguousMemory(memory);
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => Driver.KeSetEvent(memory + 0x40000, 0, false));
        Assert.That(Machine.Stopped!.Detail ?? string.Empty, Does.Not.Contain("freed"));
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x7)]
    public void Second_free_names_the_first()
    {
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, s_tag);
        Driver.ExFreePoolWithTag(block, s_tag);
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExFreePool(block));
        Assert.That(Machine.Stopped!.About.Select(o => (o.What, o.Ddi)), Is.EqualTo(new[] { ("freed", "ExFreePoolWithTag") }));
    }

    // The result of a call with an object that was not initialised does not matter here.
    private void Attempt(Action<DriverModel, Pointer> use, Pointer at)
    {
        try
        {
            use(Driver, at);
        }
        catch (Exception e) when (e is KernelException or MachineStopped)
        {
        }
    }

    private static TestCaseData Use(string noun, Action<DriverModel, Pointer> use) => new(noun, use);
}
