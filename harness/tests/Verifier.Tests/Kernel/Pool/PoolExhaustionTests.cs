using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>The pool runs out by itself: its limit, physical memory, its address space in pieces; and who fails when.</summary>
public sealed class PoolExhaustionTests : PoolFixture
{
    private const string Xp = "windows-xp-x86";

    [TestCase(false)]
    [TestCase(true)]
    public void Limit_of_the_pool_ends_it_and_a_free_page_revives_it(bool paged)
    {
        Boot(Small(Xp, nonPaged: 32 << 12, paged: 32 << 12));
        var blocks = new List<Pointer>();
        for (var block = Page(paged); !block.IsNull; block = Page(paged))
        {
            blocks.Add(block);
        }

        var own = (paged ? Machine.Pool.Census.PagedBytes : Machine.Pool.Census.NonPagedBytes) - (blocks.Count * 4096L);
        Assert.That(blocks, Has.Count.EqualTo(32 - (own / 4096)), "every page that the kernel does not have");
        Driver.ExFreePool(blocks[3]);
        Assert.That(Page(paged).Address, Is.EqualTo(blocks[3].Address));
    }

    [Test]
    public void Physical_memory_ends_the_pool_before_its_limit()
    {
        Machine.Physical.TryTake(Machine.Physical.Available - 2);
        var blocks = new[] { Page(false), Page(true), Page(false), Page(true) };
        Assert.That(blocks.Select(b => b.IsNull), Is.EqualTo(new[] { false, false, true, true }));
        Driver.ExFreePool(blocks[0]);
        Assert.That(Machine.Physical.Available, Is.EqualTo(1));
    }

    [Test]
    public void Request_beyond_the_pool_is_null_and_with_the_flag_raises()
    {
        Assert.That(NonPaged(1UL << 40).IsNull);
        Assert.That(NonPaged(ulong.MaxValue).IsNull);
        var type = POOL_TYPE.NonPagedPool | POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE;
        Assert.That(
            () => Driver.ExAllocatePoolWithTag(type, 1UL << 40, Tag),
            Throws.InstanceOf<KernelException>().With.Property(nameof(KernelException.Status)).EqualTo(
                NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    public void Address_space_in_pieces_fails_a_run_that_would_fit_in_all()
    {
        Boot(Small(Xp, nonPaged: 64 << 12));
        var hold = Machine.Pool.Pressure.Fragment(ulong.MaxValue, 4096, paged: false);
        Assert.That(Machine.Pool.Census.LongestFreeRun(paged: false), Is.EqualTo(1));
        Assert.That(NonPaged(8192).IsNull, "no two pages in a row");
        Assert.That(NonPaged(4096).IsNull, Is.False);
        Machine.Pool.Pressure.Release(hold);
        Assert.That(NonPaged(8192).IsNull, Is.False);
    }

    [Test]
    public void Pressure_takes_so_many_bytes_and_gives_them_back()
    {
        var (blocks, physical) = (Machine.Pool.Census.Blocks, Machine.Physical.Available);
        var hold = Machine.Pool.Pressure.TakeForPressure((8 << 20) + 100, paged: true);
        Assert.That(hold.Bytes, Is.EqualTo((8 << 20) + 100));
        Assert.That(physical - Machine.Physical.Available, Is.EqualTo(2048).Or.EqualTo(2049));
        Machine.Pool.Pressure.Release(hold);
        Assert.That((Machine.Pool.Census.Blocks, Machine.Physical.Available, hold.Bytes), Is.EqualTo((blocks, physical, 0UL)));
    }

    [Test]
    public void Pressure_without_limit_leaves_nothing_even_for_one_byte()
    {
        Boot(Small(Xp, nonPaged: 64 << 12, paged: 64 << 12));
        Machine.Pool.Pressure.TakeForPressure(ulong.MaxValue, paged: false);
        Assert.That(NonPaged(1).IsNull);
        Assert.That(Machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, 1, Tag), Is.Zero);
        Assert.That(Paged(1).IsNull, Is.False);
    }

    [Test]
    public void Pressure_takes_the_lowest_pages_however_they_lie()
    {
        Boot(Small(Xp, nonPaged: 64 << 12));
        var holes = Machine.Pool.Pressure.Fragment(16 << 12, 4096, paged: false);
        var lowest = holes.Addresses[0] + 4096;
        var hold = Machine.Pool.Pressure.TakeForPressure(12 << 12, paged: false);
        Assert.That(hold.Addresses.Take(8), Is.EqualTo(Enumerable.Range(0, 8).Select(i => lowest + (ulong)(i * 8192))), "first each hole");
        Assert.That(hold.Addresses, Has.Count.EqualTo(8), "the rest is one piece behind the last hole");
        Assert.That(hold.Bytes, Is.EqualTo(12 << 12));
        Machine.Pool.Pressure.Release(hold);
        Assert.That(NonPaged(4096).Address, Is.EqualTo(lowest));
    }

    [Test]
    public void Memory_of_other_consumers_is_not_there_for_a_driver()
    {
        var hold = Machine.Pool.Pressure.TakeForPressure(4096, paged: false);
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => Driver.At(hold.Addresses[0]).Read<int>());
    }

    [TestCase(EX_POOL_PRIORITY.LowPoolPriority, 8)]
    [TestCase(EX_POOL_PRIORITY.NormalPoolPriority, 32)]
    [TestCase(EX_POOL_PRIORITY.NormalPoolPrioritySpecialPoolUnderrun, 32)]
    public void Priority_fails_below_its_water_mark_of_the_pool(EX_POOL_PRIORITY priority, int divisor)
    {
        Boot(Small(Xp, nonPaged: 640 << 12));
        var used = Machine.Pool.Census.NonPagedBytes / 4096;
        NonPaged((ulong)(640 - used - (640 / divisor)) * 4096);
        Assert.That(WithPriority(priority), Is.False, "exactly the water mark is left");
        NonPaged(4096);
        Assert.That(WithPriority(priority), Is.True, "one page less");
    }

    [Test]
    public void Priority_fails_when_physical_memory_is_short()
    {
        Machine.Physical.TryTake(Machine.Physical.Available - (Machine.Physical.Total / 64));
        Assert.That(WithPriority(EX_POOL_PRIORITY.LowPoolPriority), Is.True);
        Assert.That(WithPriority(EX_POOL_PRIORITY.NormalPoolPriority), Is.True);
        Assert.That(WithPriority(EX_POOL_PRIORITY.HighPoolPriority), Is.False);
    }

    [Test]
    public void High_priority_fails_only_when_nothing_is_left()
    {
        Boot(Small(Xp, nonPaged: 64 << 12));
        NonPaged(100);
        Machine.Physical.TryTake(Machine.Physical.Available);
        Assert.That(WithPriority(EX_POOL_PRIORITY.NormalPoolPriority), Is.True);
        Assert.That(WithPriority(EX_POOL_PRIORITY.HighPoolPriority), Is.False, "the rest of a page is left");
        Machine.Pool.Pressure.TakeForPressure(ulong.MaxValue, paged: false);
        Assert.That(WithPriority(EX_POOL_PRIORITY.HighPoolPriority), Is.True);
    }

    [Test]
    public void Priority_failure_raises_with_the_flag()
    {
        Machine.Physical.TryTake(Machine.Physical.Available);
        var type = POOL_TYPE.NonPagedPool | POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE;
        Assert.That(
            () => Driver.ExAllocatePoolWithTagPriority(type, 64, Tag, EX_POOL_PRIORITY.LowPoolPriority),
                Throws.InstanceOf<KernelException>());
    }

    private Pointer Page(bool paged) => paged ? Paged(4096) : NonPaged(4096);

    private bool WithPriority(EX_POOL_PRIORITY priority) =>
        Driver.ExAllocatePoolWithTagPriority(POOL_TYPE.NonPagedPool, 64, Tag, priority).IsNull;
}
