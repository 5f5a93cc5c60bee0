using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>Mappings: aliases of the same bytes, finite PTEs, and the rules of mapping and unmapping.</summary>
public sealed class MappingTests : MdlFixture
{
    [Test]
    public void Mapping_and_buffer_are_the_same_bytes()
    {
        var buffer = User(3 * Page + 40);
        var mdl = LockedMdl(buffer, 3 * (uint)Page + 40, KPROCESSOR_MODE.UserMode);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That(mapped.Address % Page, Is.EqualTo(buffer.Address % Page));
        mapped.Write((long)Page * 3, 0x1234);
        Assert.That(buffer.Read<int>((long)Page * 3), Is.EqualTo(0x1234));
        var text = "across a page boundary"u8;
        var where = (long)(Page - (buffer.Address % Page)) - 5;
        (buffer + where).CopyTo(text);
        var read = new byte[text.Length];
        (mapped + where).CopyFrom(read);
        Assert.That(read, Is.EqualTo(text.ToArray()));
    }

    [Test]
    public void Mapping_can_be_touched_at_dispatch_after_a_trim()
    {
        var mdl = LockedMdl(User(Page), 100, KPROCESSOR_MODE.UserMode);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Machine.Paging.Trim();
        Assert.That(() => mapped.Write(0, 1), Throws.Nothing);
    }

    [Test]
    public void Second_request_for_the_address_maps_nothing_more()
    {
        var mdl = LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var first = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That(Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority), Is.EqualTo(first));
        Assert.That(Machine.Ptes.Used, Is.EqualTo(2));
    }

    [Test]
    public void Unmap_gives_the_ptes_back()
    {
        var mdl = LockedMdl(User(Page), 100, KPROCESSOR_MODE.UserMode);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That(Held(ResourceKind.Mapping), Is.EqualTo(1));
        Driver.MmUnmapLockedPages(mapped, mdl);
        Assert.That((Machine.Ptes.Used, Held(ResourceKind.Mapping)), Is.EqualTo((0, 0)));
        Assert.That(mdl.MdlFlags & MDL_FLAGS.MDL_PAGES_LOCKED, Is.Not.Zero);
    }

    [Test]
    public void Without_ptes_the_safe_macro_is_null()
    {
        Boot(Machine.Profile.With(new SystemLimits { SystemPtes = 3 }));
        var mdl = LockedMdl(User(4 * Page), 4 * (uint)Page, KPROCESSOR_MODE.UserMode);
        Assert.That(Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.HighPagePriority).IsNull);
        Assert.That(mdl.MdlFlags & MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA, Is.EqualTo((MDL_FLAGS)0));
    }

    [Test]
    [Raises(BugCheckCode.NO_MORE_SYSTEM_PTES)]
    public void Without_ptes_the_old_macro_is_0x3F()
    {
        Boot(Machine.Profile.With(new SystemLimits { SystemPtes = 5 }));
        Map(LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode));
        var mdl = LockedMdl(User(4 * Page), 4 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var stop = AssertBugCheck(BugCheckCode.NO_MORE_SYSTEM_PTES, () => Driver.MmGetSystemAddressForMdl(mdl));
        Assert.That((stop.P1, stop.P2, stop.P3, stop.P4), Is.EqualTo((0UL, 4UL, 3UL, 5UL)));
        Assert.That(Machine.Stopped!.Detail, Does.Contain("test-driver has 2"));
    }

    [Test]
    public void Without_ptes_an_mdl_whose_mapping_can_fail_is_null()
    {
        Machine.Ptes.Limit = 0;
        var mdl = LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode);
        mdl.MdlFlags |= MDL_FLAGS.MDL_MAPPING_CAN_FAIL;
        Assert.That(Driver.MmMapLockedPages(mdl, KPROCESSOR_MODE.KernelMode).IsNull);
    }

    [Test]
    public void BugCheckOnFailure_without_ptes_is_0x3F()
    {
        Machine.Ptes.Limit = 0;
        var mdl = LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode);
        AssertBugCheck(BugCheckCode.NO_MORE_SYSTEM_PTES, () => Map(mdl, bugCheckOnFailure: true));
    }

    [Test]
    public void Fragmented_ptes_fail_a_long_run_while_as_many_are_free()
    {
        Boot(Machine.Profile.With(new SystemLimits { SystemPtes = 8 }));
        var mdls = Enumerable.Range(0, 8).Select(_ => LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode)).ToList();
        var mapped = mdls.Select(m => Map(m)).ToList();
        for (var i = 0; i < 8; i += 2)
        {
            Driver.MmUnmapLockedPages(mapped[i], mdls[i]);
        }

        Assert.That(Machine.Ptes.Free, Is.EqualTo(4));
        Assert.That(Map(LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode)).IsNull);
        Driver.MmUnmapLockedPages(mapped[1], mdls[1]);
        Assert.That(Map(LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode)).IsNull, Is.False);
    }

    [TestCase(MM_PAGE_PRIORITY.LowPagePriority, 64, true)]
    [TestCase(MM_PAGE_PRIORITY.LowPagePriority, 4, false)]
    [TestCase(MM_PAGE_PRIORITY.NormalPagePriority, 4, true)]
    [TestCase(MM_PAGE_PRIORITY.NormalPagePriority, 1, false)]
    [TestCase(MM_PAGE_PRIORITY.HighPagePriority, 1, true)]
    public void Priority_decides_how_few_ptes_are_too_few(MM_PAGE_PRIORITY priority, int free, bool succeeds)
    {
        Boot(Machine.Profile.With(new SystemLimits { SystemPtes = 64 }));
        Assert.That(Machine.Ptes.TryReserve(64 - free, MM_PAGE_PRIORITY.HighPagePriority, out _) || free == 64);
        Assert.That(Map(LockedMdl(User(16), 10, KPROCESSOR_MODE.UserMode), priority: priority).IsNull, Is.Not.EqualTo(succeeds));
    }

    [Test]
    [Raises(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY)]
    public void NoWrite_mapping_that_is_written_to_is_0xBE()
    {
        var mdl = LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode);
        var mapped = Map(mdl, priority: MM_PAGE_PRIORITY.NormalPagePriority | MM_PAGE_PRIORITY.MdlMappingNoWrite);
        Assert.That(mapped.Read<int>(), Is.Zero);
        AssertBugCheck(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY, () => mapped.Write(0, 1));
    }

    [Test]
    public void User_mapping_is_a_user_address_and_raises_when_there_is_no_room()
    {
        var buffer = NonPaged(Page);
        var mdl = LockedMdl(buffer, 16);
        var user = Driver.MmMapLockedPagesSpecifyCache(
            mdl, KPROCESSOR_MODE.UserMode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, false, MM_PAGE_PRIORITY.NormalPagePriority);
        user.Write(0, 42);
        Assert.That(buffer.Read<int>(), Is.EqualTo(42));
        Assert.That(() => Driver.ProbeForWrite(user, 16, 1), Throws.Nothing);
        Driver.MmUnmapLockedPages(user, mdl);
        Assert.That(Held(ResourceKind.Mapping), Is.Zero);
        Machine.User.Allocate((ulong)RegionLayout.User.Length - (2 * Page));
        AssertRaises(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES, () => Driver.MmMapLockedPages(mdl, KPROCESSOR_MODE.UserMode));
    }

    [Test]
    [Raises(BugCheckCode.MEMORY_MANAGEMENT, 0x1236)]
    public void Map_of_an_unlocked_mdl_unverified_is_0x1A_0x1236()
    {
        var buffer = User(Page);
        var mdl = LockedMdl(buffer, 10, KPROCESSOR_MODE.UserMode);
        Driver.MmUnlockPages(mdl);
        var stop = AssertBugCheck(BugCheckCode.MEMORY_MANAGEMENT, () => Map(mdl));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((0x1236UL, mdl.Pointer.Address)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x100)]
    public void Map_of_an_mdl_of_no_bytes_is_0xDA_0x100()
    {
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Map(LockedMdl(NonPaged(Page), 0)));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((0x100UL, 0UL)));
    }

    [TestCase(false, 0UL)]
    [TestCase(true, 1UL)]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0xA)]
    public void Map_of_an_mdl_of_no_bytes_is_0xDA_0xA_on_Windows_2000(bool bugCheckOnFailure, ulong wanted)
    {
        Boot("windows-2000-x86");
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Map(LockedMdl(NonPaged(Page), 0), bugCheckOnFailure));
        Assert.That((stop.P1, stop.P2, stop.P3), Is.EqualTo((0x0AUL, wanted, 0UL)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x6)]
    public void Unmap_of_what_was_never_mapped_unverified_is_0xDA_6()
    {
        var mdl = LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode);
        var at = RegionLayout.SystemPtes.Address;
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmUnmapLockedPages(Driver.At(at), mdl));
        Assert.That((stop.P1, stop.P2, stop.P3, stop.P4), Is.EqualTo((6UL, mdl.Pointer.Address, at, 1UL)), "MDL, address, pages");
    }

    [Test]
    public void Unmap_a_second_time_unverified_is_0xDA_6()
    {
        var mdl = LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var mapped = Map(mdl);
        Driver.MmUnmapLockedPages(mapped, mdl);
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmUnmapLockedPages(mapped, mdl));
        Assert.That((stop.P1, stop.P2, stop.P3, stop.P4), Is.EqualTo((6UL, mdl.Pointer.Address, mapped.Address, 2UL)));
    }

    [Test]
    public void Unmap_at_the_start_of_the_first_page_gives_the_same_mapping_back()
    {
        var mdl = LockedMdl(NonPaged(0x400) + 0x20, 0x100);
        var mapped = Map(mdl);
        Driver.MmUnmapLockedPages(mapped - mdl.ByteOffset, mdl);
        Assert.That((Held(ResourceKind.Mapping), Machine.Ptes.Used), Is.EqualTo((0, 0)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x5)]
    public void Unmap_with_another_start_address_than_was_mapped_is_0xDA_5()
    {
        var mdl = LockedMdl(User(2 * Page), 10, KPROCESSOR_MODE.UserMode);
        var (start, mapped) = (mdl.StartVa, Map(mdl));
        mdl.StartVa = start + (long)Page;
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmUnmapLockedPages(mapped, mdl));
        Assert.That((stop.P1, stop.P3, stop.P4), Is.EqualTo((5UL, start.Address, (start + (long)Page).Address)), "expected, now");
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x3)]
    public void Unmap_at_another_address_is_0xDA_3()
    {
        var mdl = LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode);
        var mapped = Map(mdl);
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmUnmapLockedPages(mapped + (long)Page, mdl));
        Assert.That((stop.P1, stop.P3, stop.P4), Is.EqualTo((3UL, mapped.Address, (mapped + (long)Page).Address)), "expected, released");
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x4)]
    public void Unmap_with_other_frame_numbers_than_were_mapped_is_0xDA_4()
    {
        var mdl = LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode);
        var other = LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode);
        var (mapped, number) = (Map(mdl), mdl.GetPfn(0));
        mdl.Pointer.Write(0x30, other.GetPfn(0));
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmUnmapLockedPages(mapped, mdl));
        Assert.That((stop.P1, stop.P3, stop.P4), Is.EqualTo((4UL, number, other.GetPfn(0))), "the number expected, and that which it has");
    }

    [Test]
    [Raises(BugCheckCode.MEMORY_MANAGEMENT, 0x1235)]
    public void Map_of_a_page_that_is_no_memory_unverified_is_0x1A_1235()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        mdl.Pointer.Write(0x30, 0xFE000UL);
        var stop = AssertBugCheck(BugCheckCode.MEMORY_MANAGEMENT, () => Map(mdl));
        Assert.That((stop.P1, stop.P2, stop.P4), Is.EqualTo((0x1235UL, mdl.Pointer.Address, 0xFE000UL)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x2)]
    public void Unmap_with_an_mdl_changed_since_is_0xDA()
    {
        var mdl = LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var mapped = Map(mdl);
        mdl.ByteCount = 100;
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmUnmapLockedPages(mapped, mdl));
        Assert.That((stop.P1, stop.P3, stop.P4), Is.EqualTo((2UL, 2UL, 1UL)));
    }

    private Pointer Map(Mdl mdl, bool bugCheckOnFailure = false, MM_PAGE_PRIORITY priority = MM_PAGE_PRIORITY.HighPagePriority) =>
        Driver.MmMapLockedPagesSpecifyCache(
            mdl, KPROCESSOR_MODE.KernelMode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, bugCheckOnFailure, priority);
}
