using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Lifetimes;

/// <summary>Memory ends in other ways than by ExFreePool: each is looked at.</summary>
public sealed class MemoryEndTests : KeFixture
{
    private const ulong Bytes = 0x1000;

    [Test]
    public void Contiguous_memory() => AssertFound(
        "resource in freed pages",
        () => Driver.MmAllocateContiguousMemory(Bytes, ulong.MaxValue),
        Driver.MmFreeContiguousMemory);

    [Test]
    public void Noncached_memory() => AssertFound(
        "resource in freed pages",
        () => Driver.MmAllocateNonCachedMemory(Bytes),
        memory => Driver.MmFreeNonCachedMemory(memory, Bytes));

    [Test]
    public void Mapping_of_pages()
    {
        var mdl = Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, 0, Bytes);
        AssertFound(
            "resource in freed pages",
            () => Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority),
            at => Driver.MmUnmapLockedPages(at, mdl));
    }

    [Test]
    public void Entry_of_a_lookaside_list()
    {
        var list = NonPaged(0);
        Driver.ExInitializeNPagedLookasideList(list, null, null, 0, 256, "Test");
        AssertFound(
            "resource in a freed entry",
            () => Driver.ExAllocateFromNPagedLookasideList(list),
            entry => Driver.ExFreeToNPagedLookasideList(list, entry));
    }

    [Test]
    public void Entry_of_a_list_with_routines_of_the_drivers_own_may_keep_its_objects()
    {
        var list = NonPaged(0);
        Driver.ExInitializeNPagedLookasideList(
            list,
            (type, bytes, tag) =>
            {
                var made = Driver.ExAllocatePoolWithTag(type, bytes, tag);
                Driver.ExInitializeResourceLite(made + 0x20);
                return made;
            },
            entry =>
            {
                Driver.ExDeleteResourceLite(entry + 0x20);
                Driver.ExFreePool(entry);
            },
            0,
            256,
            "Test");
        var one = Driver.ExAllocateFromNPagedLookasideList(list);
        Driver.ExFreeToNPagedLookasideList(list, one);
        Driver.ExDeleteNPagedLookasideList(list);
        Assert.That(Machine.Violations.Count + Machine.Breaches.Count, Is.Zero);
    }

    [Test]
    public void Object_of_NDIS()
    {
        var made = Driver.NdisAllocateGenericObject(default, "Test", 0x100);
        Driver.ExInitializeResourceLite(made + 0x30);
        Driver.NdisFreeGenericObject(made);
        Assert.That(Noted(), Is.EqualTo(new[] { 0xD2UL }));
    }

    [Test]
    public void Local_variable_of_a_routine_that_returned()
    {
        var timer = default(Pointer);
        RunRoutine(() =>
        {
            timer = Driver.Local(SizeOf.KTIMER);
            Driver.KeInitializeTimer(timer);
            Driver.KeSetTimer(timer, -10_000_000, default);
        });
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "timer in a local variable" }));
    }

    [Test]
    public void Local_variable_that_the_kernel_has_forgotten()
    {
        RunRoutine(() =>
        {
            var timer = Driver.Local(SizeOf.KTIMER);
            Driver.KeInitializeTimer(timer);
            Driver.KeSetTimer(timer, -10_000_000, default);
            Driver.KeWaitForSingleObject(timer);
        });
        Assert.That(Machine.Breaches, Is.Empty);
    }

    [Test]
    public void Memory_beside_the_object_may_be_freed()
    {
        var (kept, freed) = (Allocate(), Allocate());
        Driver.ExInitializeResourceLite(kept);
        Driver.ExFreePool(freed);
        Assert.That(Noted(), Is.Empty);
    }

    [Test]
    public void Object_in_the_last_page_of_a_large_block_is_found()
    {
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x10000, "Test");
        Driver.ExInitializeResourceLite(block + 0xFF80);
        Driver.ExFreePool(block);
        Assert.That(Noted(), Is.EqualTo(new[] { 0xD2UL }));
    }

    [Test]
    public void Next_run_knows_nothing_of_the_objects_of_the_last_one()
    {
        Driver.ExInitializeResourceLite(Allocate());
        Restart(SystemProfile.Find(ProfileName)!);
        Driver.ExFreePool(Allocate());
        Assert.That(Noted(), Is.Empty);
    }

    private Pointer Allocate() => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 128, "Test");

    private void RunRoutine(Action code)
    {
        Driver.KeInitializeDpc(NonPaged(0x200), (_, _, _, _) => { });
        StartThread("routine", () => Machine.Executor.Invoke(RoutineKind.None, Routine(code)));
        Machine.Scheduler.Wait(WaitRequest.Until(Machine.Clock.Now + 20_000_000));
    }

    private ulong Routine(Action code) => Driver.Image.Add("Routine", (_, _, _, _) =>
    {
        code();
        return 0;
    });

    private void AssertFound(string rule, Func<Pointer> allocate, Action<Pointer> free)
    {
        var quiet = allocate();
        Assert.That(quiet.IsNull, Is.False);
        Driver.ExInitializeResourceLite(quiet + 0x40);
        Driver.ExDeleteResourceLite(quiet + 0x40);
        free(quiet);
        Assert.That(Machine.Breaches, Is.Empty);
        var found = allocate();
        Driver.ExInitializeResourceLite(found + 0x40);
        free(found);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { rule }));
        Assert.That(Machine.Violations, Is.Empty);
    }
}
