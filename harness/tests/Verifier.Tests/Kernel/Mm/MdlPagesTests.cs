using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>MmAllocatePagesForMdl(Ex): short results, flags, and giving everything back.</summary>
public sealed class MdlPagesTests : MdlFixture
{
    [Test]
    public void Pages_are_zeroed_locked_and_reached_by_mapping_them()
    {
        var mdl = Allocate(3 * Page - 5);
        Assert.That(mdl.ByteCount, Is.EqualTo(3 * Page));
        Assert.That((mdl.StartVa.Address, mdl.ByteOffset, mdl.MdlFlags), Is.EqualTo((0UL, 0u, MDL_FLAGS.MDL_PAGES_LOCKED)));
        Assert.That(Held(ResourceKind.MdlPages), Is.EqualTo(1));
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That(mapped.Read<ulong>(2 * (long)Page), Is.Zero);
        mapped.Write(0, 1);
        Driver.MmUnmapLockedPages(mapped, mdl);
        mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That(mapped.Read<int>(), Is.EqualTo(1));
    }

    [Test]
    public void Free_gives_back_pages_and_from_windows_7_the_mapping()
    {
        var available = Machine.Physical.Available;
        var mdl = Allocate(3 * Page);
        Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Driver.MmFreePagesFromMdl(mdl);
        Driver.ExFreePool(mdl.Pointer);
        Assert.That((Machine.Ptes.Used, Held(ResourceKind.Mapping), Held(ResourceKind.MdlPages)), Is.EqualTo((0, 0, 0)));
        Assert.That(available - Machine.Physical.Available, Is.AtMost(1), "the pool keeps the page that held the MDL");
    }

    [Test]
    public void Free_before_windows_7_leaves_the_mapping()
    {
        Boot("windows-vista-x64");
        var mdl = Allocate(3 * Page);
        Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Driver.MmFreePagesFromMdl(mdl);
        Assert.That(Held(ResourceKind.Mapping), Is.EqualTo(1));
    }

    [Test]
    public void Few_pages_left_make_a_short_mdl()
    {
        // The MDL itself finds room behind this block.
        Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, Tag);
        Machine.Physical.TryTake(Machine.Physical.Available - 2);
        var mdl = Allocate(5 * Page);
        Assert.That(mdl.ByteCount, Is.EqualTo(2 * Page));
        Assert.That(Machine.Physical.Available, Is.Zero);
        Driver.MmFreePagesFromMdl(mdl);
        Assert.That(Machine.Physical.Available, Is.EqualTo(2));
    }

    [TestCase(MM_ALLOCATE.MM_ALLOCATE_FULLY_REQUIRED)]
    [TestCase(MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS)]
    public void Few_pages_left_and_all_required_is_null(uint flags)
    {
        Machine.Physical.TryTake(Machine.Physical.Available - 2);
        Assert.That(Allocate(5 * Page, flags).IsNull);
        Assert.That(Machine.Physical.Available, Is.EqualTo(2));
    }

    [Test]
    public void No_page_left_is_null()
    {
        Machine.Physical.TryTake(Machine.Physical.Available);
        Assert.That(Allocate(Page).IsNull);
    }

    [Test]
    public void Short_mdl_on_demand_happens_once()
    {
        Machine.MdlPages.NextMost = 1;
        Assert.That(Allocate(4 * Page).ByteCount, Is.EqualTo(Page));
        Assert.That(Allocate(4 * Page).ByteCount, Is.EqualTo(4 * Page));
        Machine.MdlPages.NextMost = 1;
        Assert.That(Allocate(4 * Page, MM_ALLOCATE.MM_ALLOCATE_FULLY_REQUIRED).IsNull);
        Assert.That(Ddis.MmAllocatePagesForMdlEx.Failure.Alternatives, Has.Member(FailureShape.Short));
    }

    [Test]
    public void Skip_bytes_go_on_where_the_first_range_has_no_more()
    {
        var first = Driver.MmAllocatePagesForMdl(Page, (4 * Page) - 1, 0, 10 * Page);
        Assert.That(first.ByteCount, Is.EqualTo(3 * Page));
        var second = Driver.MmAllocatePagesForMdl(Page, (4 * Page) - 1, 4 * Page, 10 * Page);
        Assert.That(second.ByteCount, Is.EqualTo(10 * Page));
        Assert.That(Driver.MmGetMdlPfnArray(second).Read<ulong>(), Is.EqualTo(5));
    }

    [Test]
    public void Contiguous_chunks_are_contiguous()
    {
        Driver.MmAllocateContiguousMemorySpecifyCache(Page, 2 * Page, (3 * Page) - 1, 0, MEMORY_CACHING_TYPE.MmCached);
        var mdl = Driver.MmAllocatePagesForMdlEx(
            0, ulong.MaxValue, 2 * Page, 4 * Page, MEMORY_CACHING_TYPE.MmCached, MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS);
        var pages = Driver.MmGetMdlPfnArray(mdl);
        Assert.That(pages.Read<ulong>(8), Is.EqualTo(pages.Read<ulong>() + 1));
        Assert.That(pages.Read<ulong>(24), Is.EqualTo(pages.Read<ulong>(16) + 1));
    }

    [Test]
    public void Pages_that_are_not_to_be_zeroed_are_a_pattern()
    {
        var mdl = Allocate(Page, MM_ALLOCATE.MM_DONT_ZERO_ALLOCATION);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That(mapped.Read<uint>(), Is.EqualTo(0xCBCBCBCB));
    }

    [Test]
    [Raises(BugCheckCode.PFN_LIST_CORRUPT, 0x7)]
    public void Free_twice_is_0x4E_7()
    {
        var mdl = Allocate(Page);
        Driver.MmFreePagesFromMdl(mdl);
        var stop = AssertBugCheck(BugCheckCode.PFN_LIST_CORRUPT, () => Driver.MmFreePagesFromMdl(mdl));
        Assert.That(stop.P1, Is.EqualTo(7));
    }

    [Test]
    public void Nothing_too_much_and_unknown_flags_are_null()
    {
        Assert.That(Allocate(0).IsNull);
        Assert.That(Allocate((4UL << 30) - Page + 1).IsNull);
        Assert.That(Allocate(Page, 0x8000_0000).IsNull);
    }

    [TestCase("windows-10-x64", 3, 2u)]
    [TestCase("windows-xp-x86", 2, 1u)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x7E)]
    public void Wrong_irql_is_0x7E_when_verified(string profile, int irql, uint highest)
    {
        Boot(profile, DriverVerifierOptions.PoolTracking);
        Machine.Irql = (KIRQL)irql;
        var stop = AssertViolation(0x7E, () => Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, 0, Page));
        Assert.That((stop.P2, stop.P3), Is.EqualTo(((ulong)irql, (ulong)highest)));
    }

    private Mdl Allocate(ulong bytes, uint flags = 0) =>
        Driver.MmAllocatePagesForMdlEx(0, ulong.MaxValue, 0, bytes, MEMORY_CACHING_TYPE.MmCached, flags);
}
