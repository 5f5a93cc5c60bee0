using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>What the public pages of the page allocators say, statement by statement, where the other fixtures do not look.</summary>
public sealed class PageStatementTests : MdlFixture
{
    private const uint Chunks = MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS;
    private const uint ReadWrite = 0x04, ExecuteReadWrite = 0x40, NoCache = 0x200, WriteCombine = 0x400;

    [Test]
    public void Chunk_begins_at_a_multiple_of_its_size()
    {
        Driver.MmAllocateContiguousMemorySpecifyCache(Page, Page, (2 * Page) - 1, 0, MEMORY_CACHING_TYPE.MmCached);
        var mdl = Pages(16 * Page, 4 * Page, Chunks);
        for (var i = 0; i < 16; i++)
        {
            Assert.That(mdl.GetPfn(i), Is.EqualTo(mdl.GetPfn(i / 4 * 4) + (ulong)(i % 4)));
            Assert.That(mdl.GetPfn(i / 4 * 4) % 4, Is.Zero);
        }
    }

    [Test]
    public void Single_chunk_needs_no_alignment()
    {
        var mdl = Pages(4 * Page, 0, Chunks);
        Assert.That((mdl.ByteCount, mdl.GetPfn(3)), Is.EqualTo(((uint)(4 * Page), mdl.GetPfn(0) + 3)));
    }

    [Test]
    public void Single_chunk_that_does_not_fit_is_null_and_never_partial()
    {
        Machine.Physical.TryTake(Machine.Physical.Available - 3);
        Assert.That(Pages(4 * Page, 0, Chunks).IsNull);
        Assert.That(Pages(4 * Page, 2 * Page, Chunks).ByteCount, Is.EqualTo(2 * Page), "with chunks some are given");
    }

    [TestCase(3ul, 6ul, Chunks, TestName = "Chunk_size_that_is_no_power_of_two_is_null")]
    [TestCase(2ul, 3ul, Chunks, TestName = "Bytes_that_are_no_multiple_of_the_chunk_size_are_null")]
    [TestCase(0ul, 2ul, Chunks | MM_ALLOCATE.MM_ALLOCATE_PREFER_CONTIGUOUS, TestName = "Preferring_and_requiring_contiguous_pages_is_null")]
    [TestCase(0ul, 2ul, MM_ALLOCATE.MM_ALLOCATE_FAST_LARGE_PAGES, TestName = "Large_pages_without_chunks_are_null")]
    [TestCase(2ul, 2ul, Chunks | MM_ALLOCATE.MM_ALLOCATE_FAST_LARGE_PAGES, TestName = "Large_pages_of_another_size_are_null")]
    public void Flags_that_do_not_go_together_are_null(ulong skip, ulong pages, uint flags) =>
        Assert.That(Pages(pages * Page, skip * Page, flags).IsNull);

    [Test]
    public void Large_pages_come_in_chunks_of_their_size()
    {
        const ulong large = 2 << 20;
        var mdl = Pages(2 * large, large, Chunks | MM_ALLOCATE.MM_ALLOCATE_FAST_LARGE_PAGES);
        Assert.That((mdl.ByteCount, mdl.GetPfn(0) % 512), Is.EqualTo(((uint)(2 * large), 0UL)));
    }

    [Test]
    public void Skip_that_is_no_multiple_of_a_page_is_null()
    {
        Assert.That(Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, Page + 1, Page).IsNull);
        Assert.That(Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, Page, Page).IsNull, Is.False);
    }

    [TestCase("windows-vista-x64", MM_ALLOCATE.MM_ALLOCATE_FULLY_REQUIRED, true)]
    [TestCase("windows-vista-x64", Chunks, true)]
    [TestCase("windows-vista-x64", MM_ALLOCATE.MM_DONT_ZERO_ALLOCATION | MM_ALLOCATE.MM_ALLOCATE_FROM_LOCAL_NODE_ONLY, false)]
    [TestCase("windows-10-x64", MM_ALLOCATE.MM_ALLOCATE_FULLY_REQUIRED | MM_ALLOCATE.MM_ALLOCATE_NO_WAIT, false)]
    public void Flag_that_came_with_a_later_windows_is_null(string profile, uint flags, bool isNull)
    {
        Boot(profile);
        Assert.That(Pages(Page, 0, flags).IsNull, Is.EqualTo(isNull));
    }

    [TestCase(0u, 1u, false)]
    [TestCase(MM_ALLOCATE.MM_ALLOCATE_FROM_LOCAL_NODE_ONLY, 1u, true)]
    [TestCase(MM_ALLOCATE.MM_ALLOCATE_FROM_LOCAL_NODE_ONLY, 0u, false)]
    public void Pages_come_from_another_node_unless_the_local_one_is_required(uint flags, uint node, bool isNull) =>
        Assert.That(
            Driver.MmAllocateNodePagesForMdlEx(0, ulong.MaxValue, 0, Page, MEMORY_CACHING_TYPE.MmCached, node, flags).IsNull, Is.EqualTo(isNull));

    [Test]
    public void Without_pool_for_the_mdl_there_are_no_pages_and_none_are_lost()
    {
        Machine.Pool.Pressure.TakeForPressure(ulong.MaxValue, paged: false);
        var available = Machine.Physical.Available;
        Assert.That(Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, 0, 8 * Page).IsNull);
        Assert.That(Machine.Physical.Available, Is.EqualTo(available));
    }

    [Test]
    public void Limits_of_a_request_for_pages_are_inclusive()
    {
        var mdl = Driver.MmAllocatePagesForMdl(5 * Page, (6 * Page) - 1, 0, 4 * Page);
        Assert.That((mdl.ByteCount, mdl.GetPfn(0)), Is.EqualTo(((uint)Page, 5UL)));
        Assert.That(Driver.MmAllocatePagesForMdl(5 * Page, (6 * Page) - 1, 0, Page).IsNull, "the page is taken");
        Assert.That(Driver.MmAllocatePagesForMdl(7 * Page, (8 * Page) - 2, 0, Page).IsNull, "the last byte of the page is out of reach");
    }

    [TestCase(ReadWrite, false)]
    [TestCase(ExecuteReadWrite | WriteCombine, false)]
    [TestCase(ReadWrite | NoCache, false)]
    [TestCase(0u, true)]
    [TestCase(ReadWrite | ExecuteReadWrite, true)]
    [TestCase(ReadWrite | NoCache | WriteCombine, true)]
    public void Contiguous_memory_has_one_protection_and_at_most_one_way_not_to_cache(uint protect, bool isNull) =>
        Assert.That(Driver.MmAllocateContiguousNodeMemory(Page, 0, ulong.MaxValue, 0, protect, 0).IsNull, Is.EqualTo(isNull));

    [TestCase(0u, false)]
    [TestCase(0x8000_0000u, false)]
    [TestCase(1u, true)]
    public void Contiguous_node_memory_of_a_node_that_is_not_there_is_null(uint node, bool isNull) =>
        Assert.That(Driver.MmAllocateContiguousNodeMemory(Page, 0, ulong.MaxValue, 0, ReadWrite, node).IsNull, Is.EqualTo(isNull));

    [Test]
    public void Contiguous_memory_is_freed_by_its_base_address_only()
    {
        var memory = Driver.MmAllocateContiguousMemory(2 * Page, ulong.MaxValue);
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.MmFreeContiguousMemory(memory + (long)Page));
    }

    [TestCase(0ul, MEMORY_CACHING_TYPE.MmNonCached)]
    [TestCase(8192ul, MEMORY_CACHING_TYPE.MmCached)]
    [TestCase(8191ul, MEMORY_CACHING_TYPE.MmNonCached)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x16)]
    public void Contiguous_memory_freed_with_another_size_or_caching_type_is_0x16(ulong bytes, MEMORY_CACHING_TYPE cache)
    {
        Boot(ProfileName, DriverVerifierOptions.PoolTracking);
        var memory = Driver.MmAllocateContiguousMemorySpecifyCache(2 * Page, 0, ulong.MaxValue, 0, MEMORY_CACHING_TYPE.MmNonCached);
        AssertViolation(0x16, () => Driver.MmFreeContiguousMemorySpecifyCache(memory, bytes, cache));
    }

    [Test]
    public void Contiguous_memory_freed_as_it_was_allocated_breaks_no_rule()
    {
        Boot(ProfileName, DriverVerifierOptions.PoolTracking);
        var specified = Driver.MmAllocateContiguousMemorySpecifyCache(5000, 0, ulong.MaxValue, 0, MEMORY_CACHING_TYPE.MmWriteCombined);
        Driver.MmFreeContiguousMemorySpecifyCache(specified, 5000, MEMORY_CACHING_TYPE.MmWriteCombined);
        Driver.MmFreeContiguousMemory(Driver.MmAllocateContiguousNodeMemory(Page, 0, ulong.MaxValue, 0, ReadWrite | NoCache, 0));
        Assert.That((Held(ResourceKind.ContiguousMemory), Machine.Violations.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Boundary_that_is_no_power_of_two_is_null() => Assert.That(
        Driver.MmAllocateContiguousMemorySpecifyCache(Page, 0, ulong.MaxValue, 3 * Page, MEMORY_CACHING_TYPE.MmCached).IsNull);

    [TestCase(ulong.MaxValue)]
    [TestCase(ulong.MaxValue - 4095)]
    [TestCase(1UL << 40)]
    public void Size_beyond_all_memory_is_null_for_every_allocator(ulong bytes)
    {
        Assert.That(Driver.MmAllocateContiguousMemory(bytes, ulong.MaxValue).IsNull);
        Assert.That(Driver.MmAllocateNonCachedMemory(bytes).IsNull);
        Assert.That(Pages(bytes, 0, 0).IsNull);
        Assert.That(Driver.MmAllocateMappingAddress(bytes, Tag).IsNull);
        Assert.That(Driver.MmMapIoSpace(0xFEB0_0FFF, bytes, MEMORY_CACHING_TYPE.MmNonCached).IsNull);
        Assert.That(Machine.Ptes.Used, Is.Zero);
    }

    private Mdl Pages(ulong bytes, ulong skip, uint flags) =>
        Driver.MmAllocatePagesForMdlEx(0, ulong.MaxValue, skip, bytes, MEMORY_CACHING_TYPE.MmCached, flags);
}
