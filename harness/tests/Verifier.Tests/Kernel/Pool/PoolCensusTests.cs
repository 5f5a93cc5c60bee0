using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>Who has what: live blocks, tags, Driver Verifier's counters, leaks at unload.</summary>
public sealed class PoolCensusTests : PoolFixture
{
    private PoolCounters Counters => Driver.Image.PoolCounters;

    [Test]
    public void Live_blocks_are_listed_in_the_order_of_allocation_with_all_that_is_known()
    {
        var (first, second, third) = (NonPaged(10), Paged(5000), NonPaged(30));
        Driver.ExFreePool(first);
        var fourth = Driver.ExAllocatePool(POOL_TYPE.PagedPool, 7);
        var blocks = Machine.Pool.Census.LiveBlocks(Driver.Image);
        Assert.That(blocks.Select(b => b.Address), Is.EqualTo(new[] { second.Address, third.Address, fourth.Address }));
        Assert.That(blocks.Select(b => b.Bytes), Is.EqualTo(new ulong[] { 5000, 30, 7 }));
        Assert.That(blocks.Select(b => b.CallNumber), Is.EqualTo(new long[] { 2, 3, 5 }));
        Assert.That(
            blocks.Select(b => b.AcquiredBy),
            Is.EqualTo(new[] { Ddis.ExAllocatePoolWithTag, Ddis.ExAllocatePoolWithTag, Ddis.ExAllocatePool }));
        Assert.That(blocks.Select(b => b.Tag), Is.EqualTo(new[] { Tag, Tag, PoolTag.None }));
    }

    [Test]
    public void Blocks_of_the_kernel_are_nobodys()
    {
        var own = Machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, 10, Tag);
        Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image), Is.Empty);
        Assert.That(Machine.Pool.Census.LiveBlocks(null).Select(b => b.Address), Does.Contain(own));
    }

    [Test]
    public void Block_for_the_caller_is_the_callers_and_zeroed()
    {
        var block = Driver.At(Machine.Pool.AllocateForCaller(POOL_TYPE.PagedPool, 24, Tag));
        Assert.That(block.Read<ulong>(16), Is.Zero);
        Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image).Single().Address, Is.EqualTo(block.Address));
        Driver.ExFreePool(block);
        Assert.That(Counters.LiveBlocks, Is.Zero);
    }

    [Test]
    public void Block_at_an_address_inside_is_found()
    {
        var block = NonPaged(100);
        Assert.That(Machine.Pool.Census.BlockAt(block + 99)!.Value.Address, Is.EqualTo(block.Address));
        Assert.That(Machine.Pool.Census.BlockAt(block + 100), Is.Null);
        Assert.That(Machine.Pool.Census.BlockAt(Driver.Image.Data.Address), Is.Null);
    }

    [Test]
    public void Tags_are_counted_by_pool_as_poolmon_shows_them()
    {
        Driver.ExFreePool(Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 100, "Aaaa"));
        Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 100, "Aaaa");
        Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 300, "Aaaa");
        Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 8192, "Aaaa");
        var lines = Machine.Pool.Census.Tags().Where(t => t.Tag == "Aaaa").ToList();
        Assert.That(lines, Is.EqualTo(new[] { new PoolTagUsage("Aaaa", true, 3, 1, 128 + 320), new PoolTagUsage("Aaaa", false, 1, 0,
            8192) }));
        Assert.That((lines[0].Diff, lines[0].PerAlloc), Is.EqualTo((2L, 224L)));
    }

    [Test]
    public void Many_tags_are_kept_apart()
    {
        for (var i = 0; i < 1000; i++)
        {
            Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 16, $"t{i}");
        }

        Assert.That(Machine.Pool.Census.Tags().Where(t => t.Tag.ToString().StartsWith('t')).Select(t =>
            t.Diff), Has.Exactly(1000).EqualTo(1));
    }

    [Test]
    public void Driver_verifiers_counters_count_what_it_counts()
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        var blocks = new[] { NonPaged(100), NonPaged(200), Paged(40), Driver.ExAllocatePool(POOL_TYPE.PagedPool, 40), NonPaged(4096) };
        NonPaged(1UL << 40);
        Driver.ExFreePool(blocks[1]);
        Assert.That(
            (Counters.AllocationsAttempted, Counters.AllocationsSucceeded, Counters.AllocationsFailed, Counters.AllocationsWithNoTag),
            Is.EqualTo((6L, 5L, 1L, 1L)));
        Assert.That(Counters.UnTrackedPool, Is.EqualTo(2), "the requests of a page or more");
        Assert.That((Counters.CurrentNonPagedPoolAllocations, Counters.CurrentPagedPoolAllocations), Is.EqualTo((1L, 2L)));
        Assert.That((Counters.PeakNonPagedPoolAllocations, Counters.PeakPagedPoolAllocations), Is.EqualTo((2L, 2L)));
        Assert.That(Counters.NonPagedPoolUsageInBytes, Is.EqualTo(128), "100 bytes, a pointer and a header");
        Assert.That(Counters.PeakNonPagedPoolUsageInBytes, Is.EqualTo(128 + 224));
        Assert.That(Counters.AllocationsSucceededSpecialPool, Is.Zero);
        Assert.That(Counters.LiveBlocks, Is.EqualTo(4));
    }

    [Test]
    public void Special_pool_is_counted_apart()
    {
        Machine.VerifierOptions = DriverVerifierOptions.SpecialPool;
        NonPaged(100);
        NonPaged(5000);
        Assert.That((Counters.AllocationsSucceeded, Counters.AllocationsSucceededSpecialPool), Is.EqualTo((2L, 1L)));
        Assert.That(Counters.CurrentNonPagedPoolAllocations, Is.Zero, "pool tracking is off");
    }

    [Test]
    public void Counters_of_a_driver_that_is_not_verified_stay_zero()
    {
        NonPaged(100);
        Assert.That((Counters.AllocationsAttempted, Counters.AllocationsSucceeded, Counters.LiveBlocks), Is.EqualTo((0L, 0L, 1L)));
    }

    [Test]
    public void Leak_at_unload_is_0xC4_62_that_names_the_blocks()
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        Driver.Image.DriverObject = 0x1000;
        NonPaged(100);
        Paged(40);
        AssertBugCheck(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x62, 0x1038, 0, 2, () => Machine.Pool.CheckLeaksAtUnload(Driver.Image));
        Assert.That(Machine.Stopped!.Detail,
            Does.Contain("test-driver").And.Contain("100 bytes with tag Test of ExAllocatePoolWithTag, call 1"));
    }

    [Test]
    public void Leak_at_unload_of_whole_pages_is_not_tracked()
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        NonPaged(4096);
        Machine.Pool.CheckLeaksAtUnload(Driver.Image);
        Assert.That(Counters.LiveBlocks, Is.EqualTo(1), "the census still has it");
    }

    [Test]
    public void Leak_at_unload_without_pool_tracking_is_silent()
    {
        Machine.VerifierOptions = DriverVerifierOptions.SpecialPool;
        NonPaged(100);
        Machine.Pool.CheckLeaksAtUnload(Driver.Image);
    }

    [TestCase(DriverVerifierOptions.None)]
    [TestCase(DriverVerifierOptions.PoolTracking | DriverVerifierOptions.MiscellaneousChecks)]
    public void Pairs_allocate_nothing_on_the_managed_heap(DriverVerifierOptions options)
    {
        Boot(ProfileName, options);

        void Pairs()
        {
            for (var i = 1; i <= 1000; i++)
            {
                Driver.ExFreePoolWithTag(Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, (ulong)i, Tag), Tag);
            }
        }

        long BytesOfPairs()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Pairs();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The runtime itself allocates now and then on any thread; what a pair allocates shows in every round.
        Assert.That(Enumerable.Range(0, 5).Min(_ => BytesOfPairs()), Is.Zero);
    }
}
