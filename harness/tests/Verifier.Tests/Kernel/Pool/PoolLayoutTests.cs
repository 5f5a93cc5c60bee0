using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>Sizes, rounding, alignment and headers in memory on each machine (harness/docs/facts/memory.md#sizes-and-headers).</summary>
public sealed class PoolLayoutTests : PoolFixture
{
    [TestCase("windows-2000-x86", 1UL, 16UL)]
    [TestCase("windows-2000-x86", 8UL, 16UL)]
    [TestCase("windows-2000-x86", 9UL, 24UL)]
    [TestCase("windows-2000-x86", 4080UL, 4088UL)]
    [TestCase("windows-2000-x86", 4081UL, 4096UL)]
    [TestCase("windows-2000-x86", 5000UL, 8192UL)]
    [TestCase("windows-2000-alpha", 1UL, 32UL)]
    [TestCase("windows-2000-alpha", 8160UL, 8176UL)]
    [TestCase("windows-2000-alpha", 8161UL, 8192UL)]
    [TestCase("windows-10-x64", 1UL, 32UL)]
    [TestCase("windows-10-x64", 16UL, 32UL)]
    [TestCase("windows-10-x64", 17UL, 48UL)]
    [TestCase("windows-10-x64", 4064UL, 4080UL)]
    [TestCase("windows-10-x64", 4065UL, 4096UL)]
    [TestCase("windows-10-x64", 4096UL, 4096UL)]
    [TestCase("windows-10-x64", 5000UL, 5008UL)]
    [TestCase("windows-10-x64", 8190UL, 8192UL)]
    public void Request_is_charged_by_the_machines_rounding(string profile, ulong bytes, ulong charged)
    {
        Boot(profile);
        Assert.That(Block(NonPaged(bytes)).ChargedBytes, Is.EqualTo(charged));
    }

    [TestCaseSource(nameof(Profiles))]
    public void Header_holds_sizes_type_and_tag(string profile)
    {
        Boot(profile);
        var (lower, upper) = Neighbours(40);
        var (wide, unit) = (Machine.Profile.IsWide, Machine.Profile.PoolGranularity);
        var word = upper.Read<uint>(-Machine.Profile.PoolHeaderBytes);
        var units = (uint)Block(lower).ChargedBytes / (uint)unit;
        Assert.That(word & (wide ? 0xFFU : 0x1FF), Is.EqualTo(units), "PreviousSize");
        Assert.That((word >> 16) & (wide ? 0xFFU : 0x1FF), Is.EqualTo(units), "BlockSize");
        Assert.That(word >> (wide ? 24 : 25), Is.EqualTo(1), "PoolType of nonpaged pool in use");
        Assert.That(upper.Read<uint>(4 - Machine.Profile.PoolHeaderBytes), Is.EqualTo(Tag.Value));
    }

    [TestCaseSource(nameof(Profiles))]
    public void Request_of_a_page_or_more_is_page_aligned_and_no_block_crosses_a_page(string profile)
    {
        Boot(profile);
        var page = (ulong)Machine.Profile.PageSize;
        for (var bytes = 1UL; bytes < 3 * page; bytes += 237)
        {
            var address = Paged(bytes).Address;
            Assert.That(bytes < page || address % page == 0, "page aligned");
            Assert.That(bytes > page || address / page == (address + bytes - 1) / page, "within a page");
        }
    }

    [Test]
    public void Tail_of_the_last_page_is_wasted_before_vista()
    {
        Boot("windows-xp-x86");
        var block = NonPaged(5000);
        Assert.That(NonPaged(100).Address / 4096, Is.Not.EqualTo((block.Address / 4096) + 1));
    }

    [Test]
    public void Tail_of_the_last_page_is_used_from_vista()
    {
        Boot("windows-vista-x64");
        var pages = Machine.Pool.Census.NonPagedBytes;
        var block = NonPaged(5000);
        var tails = Enumerable.Range(0, 100).Select(_ => NonPaged(300)).Where(b => b.Address / 4096 == (block.Address / 4096) + 1).ToList();
        Assert.That(tails, Has.Count.EqualTo(9), "3184 bytes of tail hold nine blocks of 320");
        Driver.ExFreePool(block);
        tails.ForEach(Driver.ExFreePool);
        foreach (var rest in Machine.Pool.Census.LiveBlocks(Driver.Image))
        {
            Driver.ExFreePool(Driver.At(rest.Address));
        }

        Assert.That(Machine.Pool.Census.NonPagedBytes, Is.EqualTo(pages));
    }

    [Test]
    public void Tail_that_is_free_goes_with_its_pages()
    {
        Boot("windows-vista-x64");
        var pages = Machine.Pool.Census.PagedBytes;
        Driver.ExFreePool(Paged(5000));
        Assert.That(Machine.Pool.Census.PagedBytes, Is.EqualTo(pages));
    }

    [TestCase("windows-xp-x86", 32UL)]
    [TestCase("windows-10-x64", 64UL)]
    public void Cache_aligned_request_begins_a_cache_line(string profile, ulong line)
    {
        Boot(profile);
        for (var bytes = 1UL; bytes < 5000; bytes += 97)
        {
            Assert.That(Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolCacheAligned, bytes, Tag).Address % line, Is.Zero);
        }

        Machine.Pool.CheckIntegrity();
    }

    [TestCase(POOL_TYPE.NonPagedPoolSession)]
    [TestCase(POOL_TYPE.PagedPoolSession)]
    [TestCase(POOL_TYPE.DontUseThisType)]
    [TestCase(POOL_TYPE.NonPagedPool | POOL_TYPE.POOL_COLD_ALLOCATION)]
    public void Odd_types_are_tolerated(POOL_TYPE type)
    {
        var block = Driver.ExAllocatePoolWithTag(type, 100, Tag);
        block.Write(0, 1);
        Driver.ExFreePoolWithTag(block, Tag);
    }

    [Test]
    public void Freed_block_is_reused_and_neighbours_are_merged()
    {
        var (lower, upper) = Neighbours(400);
        Driver.ExFreePool(lower);
        Driver.ExFreePool(upper);
        Assert.That(NonPaged(816).Address, Is.EqualTo(lower.Address), "816 bytes and a header fit only in both together");
    }

    [Test]
    public void Kernels_memory_is_zeroed_after_a_driver_had_it()
    {
        var block = NonPaged(600);
        block.Write(8, ulong.MaxValue);
        Driver.ExFreePool(block);
        var own = Machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, 600, "Krnl");
        Assert.That(own, Is.EqualTo(block.Address));
        Assert.That(Enumerable.Range(0, 75).Select(i => Driver.At(own).Read<ulong>(8 * i)), Is.All.Zero);
    }
}
