using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>Mapping addresses reserved ahead, and device registers.</summary>
public sealed class ReservedMappingTests : MdlFixture
{
    private static readonly PoolTag Other = PoolTag.From("Othr");

    [Test]
    public void Reserved_address_is_mapped_and_unmapped_any_number_of_times()
    {
        var at = Driver.MmAllocateMappingAddress(2 * Page, Tag);
        Machine.Ptes.Limit = Machine.Ptes.Used;
        var buffer = User(Page + 8);
        var mdl = LockedMdl(buffer, (uint)Page + 8, KPROCESSOR_MODE.UserMode);
        for (var i = 1; i < 4; i++)
        {
            var mapped = Map(at, mdl);
            Assert.That(mapped, Is.EqualTo(at + mdl.ByteOffset));
            mapped.Write(0, i);
            Assert.That(buffer.Read<int>(), Is.EqualTo(i));
            Driver.MmUnmapReservedMapping(at, Tag, mdl);
        }

        Assert.That(Held(ResourceKind.Mapping), Is.EqualTo(1));
        Driver.MmFreeMappingAddress(at, Tag);
        Assert.That((Held(ResourceKind.Mapping), Machine.Ptes.Used), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Without_ptes_the_reservation_is_null()
    {
        Machine.Ptes.Limit = 1;
        Assert.That(Driver.MmAllocateMappingAddress(2 * Page, Tag).IsNull);
    }

    [Test]
    public void Longer_mdl_than_the_reservation_is_null()
    {
        var at = Driver.MmAllocateMappingAddress(Page, Tag);
        Assert.That(Map(at, LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode)).IsNull);
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x103)]
    public void Free_while_mapped_is_0xDA_0x103()
    {
        var at = Driver.MmAllocateMappingAddress(2 * Page, Tag);
        Map(at, LockedMdl(NonPaged(10), 10));
        var stop = AssertMisuse(0x103, () => Driver.MmFreeMappingAddress(at, Tag));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((at.Address, (ulong)Tag.Value, 2UL)), "the pages reserved, not those mapped");
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x107)]
    public void Map_twice_is_0xDA_0x107()
    {
        var at = Driver.MmAllocateMappingAddress(3 * Page, Tag);
        Map(at, LockedMdl(NonPaged(10), 10));
        var second = LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var stop = AssertMisuse(0x107, () => Map(at, second));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((at.Address, at.Address, (at + (long)Page).Address)), "first, in use, last");
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x101)]
    public void Free_with_another_tag_is_0xDA_0x101()
    {
        var at = Driver.MmAllocateMappingAddress(Page, Tag);
        var stop = AssertMisuse(0x101, () => Driver.MmFreeMappingAddress(at, Other));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((at.Address, (ulong)Other.Value, (ulong)Tag.Value)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x102)]
    public void Free_of_what_was_not_reserved_is_0xDA_0x102()
    {
        var at = Driver.MmAllocateMappingAddress(Page, Tag);
        Driver.MmFreeMappingAddress(at, Tag);
        Assert.That(AssertMisuse(0x102, () => Driver.MmFreeMappingAddress(at, Tag)).P2, Is.EqualTo(at.Address));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x108)]
    public void Unmap_with_another_tag_is_0xDA_0x108()
    {
        var at = Driver.MmAllocateMappingAddress(Page, Tag);
        var mdl = LockedMdl(NonPaged(10), 10);
        Map(at, mdl);
        var stop = AssertMisuse(0x108, () => Driver.MmUnmapReservedMapping(at, Other, mdl));
        Assert.That((stop.P3, stop.P4), Is.EqualTo(((ulong)Other.Value, (ulong)Tag.Value)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x10C)]
    public void Unmap_of_less_than_was_mapped_is_0xDA_0x10C()
    {
        var at = Driver.MmAllocateMappingAddress(2 * Page, Tag);
        var mdl = LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode);
        Map(at, mdl);
        mdl.ByteCount = 100;
        var stop = AssertMisuse(0x10C, () => Driver.MmUnmapReservedMapping(at, Tag, mdl));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((at.Address, (ulong)Tag.Value, 1UL)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x104)]
    public void Map_with_another_tag_is_0xDA_0x104()
    {
        var at = Driver.MmAllocateMappingAddress(Page, Tag);
        var mdl = LockedMdl(NonPaged(10), 10);
        var stop = AssertMisuse(
            0x104, () => Driver.MmMapLockedPagesWithReservedMapping(at, Other, mdl, MEMORY_CACHING_TYPE.MmCached));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((at.Address, (ulong)Other.Value, (ulong)Tag.Value)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x105)]
    public void Map_where_nothing_is_reserved_is_0xDA_0x105()
    {
        var at = RegionLayout.SystemPtes.Address;
        var stop = AssertMisuse(0x105, () => Map(Driver.At(at), LockedMdl(NonPaged(10), 10)));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((at, (ulong)Tag.Value)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x109)]
    public void Unmap_where_nothing_is_reserved_is_0xDA_0x109()
    {
        var at = Driver.MmAllocateMappingAddress(Page, Tag);
        Driver.MmFreeMappingAddress(at, Tag);
        var stop = AssertMisuse(0x109, () => Driver.MmUnmapReservedMapping(at, Tag, LockedMdl(NonPaged(10), 10)));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((at.Address, (ulong)Tag.Value)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x10A)]
    public void Unmap_of_more_than_was_reserved_is_0xDA_0x10A()
    {
        var at = Driver.MmAllocateMappingAddress(2 * Page, Tag);
        Map(at, LockedMdl(NonPaged(10), 10));
        var longer = LockedMdl(User(3 * Page), 3 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var stop = AssertMisuse(0x10A, () => Driver.MmUnmapReservedMapping(at, Tag, longer));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((at.Address, 2UL, 3UL)), "address, pages reserved, pages to unmap");
    }

    [TestCase(false)]
    [TestCase(true)]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x10B)]
    public void Unmap_of_pages_that_are_not_mapped_is_0xDA_0x10B(bool isMappedInPart)
    {
        var at = Driver.MmAllocateMappingAddress(3 * Page, Tag);
        if (isMappedInPart)
        {
            Map(at, LockedMdl(NonPaged(10), 10));
        }

        var mdl = LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var stop = AssertMisuse(0x10B, () => Driver.MmUnmapReservedMapping(at, Tag, mdl));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((at.Address, (ulong)Tag.Value, 2UL)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x100)]
    public void Reservation_of_nothing_is_0xDA_0x100()
    {
        var stop = AssertMisuse(0x100, () => Driver.MmAllocateMappingAddress(0, Tag));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((0UL, (ulong)Tag.Value)), "pages asked for, and the tag");
    }

    [Test]
    public void Lowest_bit_of_the_tag_does_not_count()
    {
        PoolTag even = new(0x74736554), odd = new(0x74736555);
        var at = Driver.MmAllocateMappingAddress(Page, odd);
        var mdl = LockedMdl(NonPaged(10), 10);
        var mapped = Driver.MmMapLockedPagesWithReservedMapping(at, even, mdl, MEMORY_CACHING_TYPE.MmCached);
        Driver.MmUnmapReservedMapping(mapped, even, mdl);
        Driver.MmFreeMappingAddress(at, even);
        at = Driver.MmAllocateMappingAddress(Page, even);
        Driver.MmFreeMappingAddress(at, odd);
        Assert.That(Held(ResourceKind.Mapping), Is.Zero);
    }

    [Test]
    public void Second_bit_of_the_tag_does_count()
    {
        var at = Driver.MmAllocateMappingAddress(Page, new PoolTag(0x74736554));
        AssertMisuse(0x101, () => Driver.MmFreeMappingAddress(at, new PoolTag(0x74736556)));
    }

    [Test]
    public void What_the_mdl_says_of_a_reserved_mapping_has_no_byte_offset()
    {
        var at = Driver.MmAllocateMappingAddress(2 * Page, Tag);
        var mdl = LockedMdl(NonPaged(0x400) + 0x20, 0x100);
        var mapped = Map(at, mdl);
        Assert.That((mapped, mdl.MappedSystemVa), Is.EqualTo((at + mdl.ByteOffset, at)));
        Assert.That(mdl.MdlFlags & MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA, Is.Not.EqualTo((MDL_FLAGS)0));
        Driver.MmUnmapReservedMapping(mapped, Tag, mdl);
        Assert.That(mdl.MdlFlags & MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA, Is.EqualTo((MDL_FLAGS)0));
    }

    [Test]
    public void Longer_mdl_than_the_reservation_is_null_even_while_another_is_mapped()
    {
        var at = Driver.MmAllocateMappingAddress(Page, Tag);
        Map(at, LockedMdl(NonPaged(10), 10));
        Assert.That(Map(at, LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode)).IsNull);
    }

    [Test]
    public void Unlock_of_an_mdl_in_a_reserved_mapping_names_the_routine_that_takes_it_away()
    {
        var at = Driver.MmAllocateMappingAddress(Page, Tag);
        var mdl = LockedMdl(NonPaged(10), 10);
        Map(at, mdl);
        AssertMisuse(6, () => Driver.MmUnlockPages(mdl));
        Assert.That(Machine.Stopped!.Detail, Does.Contain("MmUnmapReservedMapping"));
    }

    [Test]
    public void Registers_begin_zeroed_keep_their_values_and_have_their_own_physical_address()
    {
        const ulong device = 0xFEB0_0010;
        var first = Driver.MmMapIoSpace(device, 0x20, MEMORY_CACHING_TYPE.MmNonCached);
        Assert.That(first.Address & 0xFFF, Is.EqualTo(0x10));
        Assert.That(first.Read<uint>(), Is.Zero);
        first.Write(4, 0xAA55u);
        var second = Driver.MmMapIoSpace(device, 0x20, MEMORY_CACHING_TYPE.MmNonCached);
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(second.Read<uint>(4), Is.EqualTo(0xAA55));
        Assert.That(Driver.MmGetPhysicalAddress(second), Is.EqualTo(device));
        Driver.MmUnmapIoSpace(first, 0x20);
        Assert.That(Held(ResourceKind.Mapping), Is.EqualTo(1));
        Driver.MmUnmapIoSpace(second, 0x20);
        Assert.That((Held(ResourceKind.Mapping), Machine.Ptes.Used), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Registers_without_ptes_are_null()
    {
        Machine.Ptes.Limit = 1;
        Assert.That(Driver.MmMapIoSpace(0xFEB0_0FFC, 8, MEMORY_CACHING_TYPE.MmNonCached).IsNull);
        Assert.That(Driver.MmMapIoSpace(0xFEB0_0000, 0, MEMORY_CACHING_TYPE.MmNonCached).IsNull);
    }

    [TestCase(0x02u, true, false)]
    [TestCase(0x204u, true, true)]
    [TestCase(0x01u, false, false)]
    public void Registers_with_a_protection(uint protect, bool maps, bool writable)
    {
        var registers = Driver.MmMapIoSpaceEx(0xFEB0_0000, 8, protect);
        Assert.That(registers.IsNull, Is.Not.EqualTo(maps));
        if (maps && !writable)
        {
            AssertBugCheck(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY, () => registers.Write(0, 1));
        }
        else if (maps)
        {
            Assert.That(() => registers.Write(0, 1), Throws.Nothing);
        }
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_PTE_MISUSE, 0x400)]
    public void Unmap_of_unknown_registers_is_0xDA_0x400()
    {
        var registers = Driver.MmMapIoSpace(0xFEB0_0000, 8, MEMORY_CACHING_TYPE.MmNonCached);
        Driver.MmUnmapIoSpace(registers, 8);
        var stop = AssertMisuse(0x400, () => Driver.MmUnmapIoSpace(registers + 0xFFC, 8));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo(((registers + 0xFFC).Address, 2UL, 0UL)), "address and pages");
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x73)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x7B)]
    public void Registers_mapped_above_dispatch_are_0x73_and_unmapped_0x7B_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        Machine.Irql = (KIRQL)3;
        AssertViolation(0x73, () => Driver.MmMapIoSpace(0xFEB0_0000, 8, MEMORY_CACHING_TYPE.MmNonCached));
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var registers = Driver.MmMapIoSpace(0xFEB0_0000, 8, MEMORY_CACHING_TYPE.MmNonCached);
        Machine.Irql = (KIRQL)3;
        AssertViolation(0x7B, () => Driver.MmUnmapIoSpace(registers, 8));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x83)]
    public void Memory_mapped_by_physical_address_while_not_locked_is_0x83_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var buffer = Paged(Page);
        var physical = Driver.MmGetPhysicalAddress(buffer);
        var stop = AssertViolation(0x83, () => Driver.MmMapIoSpace(physical, 16, MEMORY_CACHING_TYPE.MmCached));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((physical, 16UL, physical >> 12)));
    }

    private Pointer Map(Pointer at, Mdl mdl) => Driver.MmMapLockedPagesWithReservedMapping(at, Tag, mdl, MEMORY_CACHING_TYPE.MmCached);

    private BugCheck AssertMisuse(ulong subCode, Action driverCode)
    {
        var stop = AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, driverCode);
        Assert.That(stop.P1, Is.EqualTo(subCode), Machine.Stopped!.Detail);
        return stop;
    }
}
