using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>Contiguous and noncached memory: whole pages, physical limits, real exhaustion, bad frees.</summary>
public sealed class PageAllocatorTests : MdlFixture
{
    private const ulong Below16MiB = 0xFF_FFFF;

    [Test]
    [Raises(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, 0x2)]
    public void Contiguous_memory_is_physically_contiguous_page_aligned_and_within_its_limit()
    {
        var memory = Driver.MmAllocateContiguousMemory(3 * Page + 1, Below16MiB);
        var physical = Driver.MmGetPhysicalAddress(memory);
        Assert.That(memory.Address % Page, Is.Zero);
        Assert.That(physical, Is.Not.Zero.And.LessThan(Below16MiB));
        for (var i = 1; i < 4; i++)
        {
            Assert.That(Driver.MmGetPhysicalAddress(memory + (i * (long)Page)), Is.EqualTo(physical + ((ulong)i * Page)));
        }

        Assert.That((Machine.PageAllocator.PagesInUse, Machine.PageAllocator.WastedBytes), Is.EqualTo((4L, (long)Page - 1)));
        Assert.That(Held(ResourceKind.ContiguousMemory), Is.EqualTo(1));
        Driver.MmFreeContiguousMemory(memory);
        Assert.That((Machine.PageAllocator.PagesInUse, Machine.PageAllocator.WastedBytes), Is.EqualTo((0L, 0L)));
        Assert.That(Held(ResourceKind.ContiguousMemory), Is.Zero);
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => memory.Read<byte>());
    }

    [Test]
    public void Contiguous_memory_does_not_cross_its_boundary()
    {
        const ulong boundary = 0x1_0000;
        for (var i = 0; i < 20; i++)
        {
            var memory = Driver.MmAllocateContiguousMemorySpecifyCache(
                3 * Page, 0x20_0000, ulong.MaxValue, boundary, MEMORY_CACHING_TYPE.MmCached);
            var physical = Driver.MmGetPhysicalAddress(memory);
            Assert.That(physical, Is.AtLeast(0x20_0000UL));
            Assert.That(physical / boundary, Is.EqualTo((physical + (3 * Page) - 1) / boundary));
        }
    }

    [Test]
    public void Contiguous_memory_fragments()
    {
        var high = 9 * Page;
        var blocks = Enumerable.Range(0, 8).Select(_ => Driver.MmAllocateContiguousMemory(Page, high - 1)).ToList();
        Assert.That(blocks.TrueForAll(b => !b.IsNull));
        for (var i = 0; i < 8; i += 2)
        {
            Driver.MmFreeContiguousMemory(blocks[i]);
        }

        Assert.That(Driver.MmAllocateContiguousMemory(2 * Page, high - 1).IsNull, "four pages are free, but no two in a row");
        Driver.MmFreeContiguousMemory(blocks[1]);
        Assert.That(Driver.MmAllocateContiguousMemory(2 * Page, high - 1).IsNull, Is.False);
    }

    [Test]
    public void Without_physical_pages_every_allocator_is_null()
    {
        Machine.Physical.TryTake(Machine.Physical.Available - 3);
        Assert.That(Driver.MmAllocateContiguousMemory(4 * Page, ulong.MaxValue).IsNull);
        Assert.That(Driver.MmAllocateNonCachedMemory(4 * Page).IsNull);
        Assert.That(Machine.Physical.Available, Is.EqualTo(3), "what failed took nothing");
        Assert.That(Machine.Ptes.Used, Is.Zero);
        Assert.That(Driver.MmAllocateContiguousMemory(3 * Page, ulong.MaxValue).IsNull, Is.False);
    }

    [Test]
    public void Contiguous_memory_comes_from_the_only_node_whichever_is_preferred()
    {
        const uint anyNode = 0x80000000;
        Assert.That(AllocateOnNode(1).IsNull, Is.False);
        Assert.That(AllocateOnNode(0).IsNull, Is.False);
        Assert.That(AllocateOnNode(anyNode).IsNull, Is.False);
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x60)]
    public void Contiguous_memory_freed_twice_is_0xC2_0x60()
    {
        var memory = Driver.MmAllocateContiguousMemory(10, ulong.MaxValue);
        Driver.MmFreeContiguousMemory(memory);
        var stop = AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.MmFreeContiguousMemory(memory));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((0x60UL, memory.Address)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x16)]
    public void Contiguous_memory_freed_with_another_size_is_0x16_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.PoolTracking);
        var memory = Driver.MmAllocateContiguousMemory(2 * Page, ulong.MaxValue);
        AssertViolation(0x16, () => Driver.MmFreeContiguousMemorySpecifyCache(memory, Page, MEMORY_CACHING_TYPE.MmCached));
    }

    [Test]
    [Raises(BugCheckCode.PFN_LIST_CORRUPT, 0x9A)]
    public void Contiguous_memory_freed_while_locked_is_0x4E_0x9A()
    {
        var memory = Driver.MmAllocateContiguousMemory(Page, ulong.MaxValue);
        LockedMdl(memory, 100);
        var stop = AssertBugCheck(BugCheckCode.PFN_LIST_CORRUPT, () => Driver.MmFreeContiguousMemory(memory));
        var number = Machine.PhysicalAddresses.NumberOf((uint)Machine.Pages.PageOf(memory));
        Assert.That((stop.P1, stop.P2, stop.P4), Is.EqualTo((0x9AUL, number, 1UL)));
    }

    [Test]
    public void Uninitialised_pages_are_a_pattern_and_the_verifiers_own_from_81_on()
    {
        Assert.That(Driver.MmAllocateContiguousMemory(Page, ulong.MaxValue).Read<ulong>(), Is.EqualTo(0xCBCBCBCBCBCBCBCB));
        Boot("windows-vista-x64", DriverVerifierOptions.PoolTracking);
        Assert.That(Driver.MmAllocateNonCachedMemory(Page).Read<ulong>(), Is.EqualTo(0xCBCBCBCBCBCBCBCB));
        Boot(ProfileName, DriverVerifierOptions.PoolTracking);
        var first = Driver.MmAllocateNonCachedMemory(Page).Read<ulong>();
        Assert.That(first, Is.Not.EqualTo(0xCBCBCBCBCBCBCBCB).And.Not.Zero);
        Boot(ProfileName, DriverVerifierOptions.PoolTracking);
        Assert.That(Driver.MmAllocateNonCachedMemory(Page).Read<ulong>(), Is.EqualTo(first), "every run sees the same");
    }

    [Test]
    public void Noncached_memory_takes_pages_and_ptes_and_gives_them_back()
    {
        var available = Machine.Physical.Available;
        var memory = Driver.MmAllocateNonCachedMemory(Page + 1);
        memory.Write((long)Page, 7);
        Assert.That((available - Machine.Physical.Available, Machine.Ptes.Used), Is.EqualTo((2L, 2)));
        Assert.That(Held(ResourceKind.NonCachedMemory), Is.EqualTo(1));
        Driver.MmFreeNonCachedMemory(memory, Page + 1);
        Assert.That((available - Machine.Physical.Available, Machine.Ptes.Used), Is.EqualTo((0L, 0)));
        Assert.That(Held(ResourceKind.NonCachedMemory), Is.Zero);
    }

    [Test]
    public void Noncached_memory_without_ptes_is_null()
    {
        Machine.Ptes.Limit = 1;
        Assert.That(Driver.MmAllocateNonCachedMemory(2 * Page).IsNull);
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x305)]
    public void Noncached_memory_freed_with_another_size_is_0xDA_0x305()
    {
        var memory = Driver.MmAllocateNonCachedMemory(2 * Page);
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmFreeNonCachedMemory(memory, Page));
        Assert.That((stop.P1, stop.P2, stop.P3, stop.P4), Is.EqualTo((0x305UL, memory.Address, 1UL, 2UL)), "pages to release, pages there");
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x303)]
    public void Noncached_memory_freed_twice_is_0xDA_0x303()
    {
        var memory = Driver.MmAllocateNonCachedMemory(2 * Page);
        Driver.MmFreeNonCachedMemory(memory, 2 * Page);
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmFreeNonCachedMemory(memory, 2 * Page));
        Assert.That((stop.P1, stop.P2, stop.P3), Is.EqualTo((0x303UL, memory.Address, 2UL)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x304)]
    public void Noncached_memory_freed_from_the_middle_is_0xDA_0x304()
    {
        var memory = Driver.MmAllocateNonCachedMemory(2 * Page);
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmFreeNonCachedMemory(memory + (long)Page, Page));
        Assert.That((stop.P1, stop.P2, stop.P3), Is.EqualTo((0x304UL, (memory + (long)Page).Address, 1UL)));
    }

    [TestCase("windows-10-x64")]
    [TestCase("windows-2000-x86")]
    public void Page_allocators_reach_all_memory_that_the_profile_states(string profile)
    {
        Boot(profile);
        var mdls = new List<Mdl>();
        const ulong chunk = 16 << 20;
        for (var bytes = chunk; bytes >= Page; bytes /= 16)
        {
            while (Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, 0, bytes) is { IsNull: false } mdl)
            {
                mdls.Add(mdl);
            }
        }

        Assert.That(Machine.Physical.Available, Is.Zero);
        Assert.That(mdls.Sum(m => (long)m.ByteCount), Is.GreaterThan(Machine.Physical.Total * (long)Page * 9 / 10));
        mdls.ForEach(Driver.MmFreePagesFromMdl);
    }

    [Test]
    public void Contiguous_memory_of_half_of_all_memory_is_there_and_behind_it_is_none()
    {
        var half = (ulong)Machine.Physical.Total / 2 * Page;
        Assert.That(Driver.MmAllocateContiguousMemory(half, ulong.MaxValue).IsNull, Is.False);
        var (all, mostly) = ((ulong)Machine.Physical.Total * Page, (ulong)Machine.Physical.Total * Page - (4 * Page));
        Assert.That(Specify(all, ulong.MaxValue).IsNull, "no memory has a higher address than the machine has memory");
        Assert.That(Driver.MmGetPhysicalAddress(Specify(mostly, ulong.MaxValue)), Is.GreaterThanOrEqualTo(mostly).And.LessThan(all));
    }

    [Test]
    public void Machine_of_the_most_physical_pages_hands_the_last_one_out()
    {
        const long most = (1L << 30) / 4096;
        Boot(SystemProfile.Find(ProfileName)!.With(new SystemLimits { PhysicalPages = most }));
        var memory = Specify((ulong)(most - 1) * Page, ulong.MaxValue);
        Assert.That(Driver.MmGetPhysicalAddress(memory), Is.EqualTo((ulong)(most - 1) * Page));
        memory.Write((int)Page - 8, 1L);
        Driver.MmFreeContiguousMemory(memory);
    }

    private Pointer Specify(ulong low, ulong high) =>
        Driver.MmAllocateContiguousMemorySpecifyCache(Page, low, high, 0, MEMORY_CACHING_TYPE.MmCached);

    private Pointer AllocateOnNode(uint node) => Driver.MmAllocateContiguousMemorySpecifyCacheNode(
        Page, 0, ulong.MaxValue, 0, MEMORY_CACHING_TYPE.MmCached, node);
}
