using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>What Driver Verifier stops: every sub-code of mapping and unmapping.</summary>
public sealed class MappingRuleTests : MdlFixture
{
    [SetUp]
    public void BootVerified() => Boot(ProfileName, DriverVerifierOptions.IoVerification);

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x81)]
    public void MmMapLockedPages_at_all_is_0x81()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        var stop = AssertViolation(0x81, () => Driver.MmMapLockedPages(mdl, KPROCESSOR_MODE.KernelMode));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((mdl.Pointer.Address, (ulong)mdl.MdlFlags)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x140)]
    public void Mdl_of_pageable_image_data_that_is_not_locked_is_0x140()
    {
        var buffer = Driver.At(Driver.Image.PagedData.Address);
        var mdl = MdlFor(buffer, 100);
        var stop = AssertViolation(0x140, () => Driver.MmBuildMdlForNonPagedPool(mdl));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((0UL, mdl.Pointer.Address, buffer.Address)));
    }

    [Test]
    public void Mdl_of_pageable_image_data_is_0x7F_before_windows_8()
    {
        Boot("windows-vista-x64", DriverVerifierOptions.IoVerification);
        var mdl = MdlFor(Driver.At(Driver.Image.PagedData.Address), 100);
        AssertViolation(0x7F, () => Driver.MmBuildMdlForNonPagedPool(mdl));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x82)]
    public void BugCheckOnFailure_is_0x82_although_nothing_failed()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        AssertViolation(0x82, () => Map(mdl, bugCheckOnFailure: true));
    }

    [TestCase(KPROCESSOR_MODE.KernelMode, 3, 0x76u)]
    [TestCase(KPROCESSOR_MODE.UserMode, 2, 0x77u)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, SubCodeArgument = 2)]
    public void Map_at_a_wrong_irql(KPROCESSOR_MODE mode, int irql, uint subCode)
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        Machine.Irql = (KIRQL)irql;
        var stop = AssertViolation(subCode, () => Map(mdl, mode));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo(((ulong)irql, mdl.Pointer.Address, (ulong)mode)));
    }

    [TestCase(KPROCESSOR_MODE.KernelMode, 3, 0x74u)]
    [TestCase(KPROCESSOR_MODE.UserMode, 2, 0x75u)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, SubCodeArgument = 2)]
    public void Obsolete_map_at_a_wrong_irql(KPROCESSOR_MODE mode, int irql, uint subCode)
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        Machine.Irql = (KIRQL)irql;
        AssertViolation(subCode, () => Driver.MmMapLockedPages(mdl, mode));
    }

    [Test]
    public void Map_twice_is_0xB2()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        Map(mdl);
        var stop = AssertViolation(0xB2, () => Map(mdl));
        Assert.That(stop.P4, Is.EqualTo((ulong)MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xB2)]
    public void Map_of_a_nonpaged_mdl_is_0xB2()
    {
        var mdl = MdlFor(NonPaged(100), 100);
        Driver.MmBuildMdlForNonPagedPool(mdl);
        AssertViolation(0xB2, () => Map(mdl));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xB3)]
    public void Map_of_an_mdl_that_is_not_locked_is_0xB3()
    {
        var mdl = MdlFor(NonPaged(100), 100);
        var stop = AssertViolation(0xB3, () => Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority));
        Assert.That(stop.P4, Is.EqualTo((ulong)MDL_FLAGS.MDL_PAGES_LOCKED));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x85)]
    public void Map_of_an_mdl_that_only_says_it_is_locked_is_0x85()
    {
        var mdl = MdlFor(NonPaged(100), 100);
        mdl.MdlFlags |= MDL_FLAGS.MDL_PAGES_LOCKED;
        var stop = AssertViolation(0x85, () => Map(mdl));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((mdl.Pointer.Address, 1UL)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x89)]
    public void Map_of_a_page_that_is_no_memory_is_0x89()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        mdl.Pointer.Write(0x30, 0xFE000UL);
        var stop = AssertViolation(0x89, () => Map(mdl));
        Assert.That((stop.P3, stop.P4), Is.EqualTo((mdl.Pointer.Address + 0x30, 0xFE000UL)));
    }

    [TestCase(3, 0x79u)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x79)]
    public void Unmap_at_a_wrong_irql(int irql, uint subCode)
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        var mapped = Map(mdl);
        Machine.Irql = (KIRQL)irql;
        var stop = AssertViolation(subCode, () => Driver.MmUnmapLockedPages(mapped, mdl));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo(((ulong)irql, mapped.Address, mdl.Pointer.Address)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x7A)]
    public void Unmap_of_a_user_address_at_dispatch_is_0x7A()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        var user = Map(mdl, KPROCESSOR_MODE.UserMode);
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertViolation(0x7A, () => Driver.MmUnmapLockedPages(user, mdl));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xB9)]
    public void Unmap_of_a_user_address_where_nothing_is_mapped_is_0xB9()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        var stop = AssertViolation(0xB9, () => Driver.MmUnmapLockedPages(Driver.At(RegionLayout.User.Address), mdl));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((RegionLayout.User.Address, mdl.Pointer.Address)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xB5)]
    public void Unmap_of_a_partial_mdl_without_a_mapping_of_its_own_is_0xB5()
    {
        var buffer = NonPaged(100);
        var whole = LockedMdl(buffer, 100);
        var mapped = Map(whole);
        var part = MdlFor(buffer, 50);
        Driver.IoBuildPartialMdl(whole, part, buffer, 50);
        AssertViolation(0xB5, () => Driver.MmUnmapLockedPages(mapped, part));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xB6)]
    public void Unmap_of_an_mdl_that_is_not_mapped_is_0xB6()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        var stop = AssertViolation(0xB6, () => Driver.MmUnmapLockedPages(Driver.At(RegionLayout.SystemPtes.Address), mdl));
        Assert.That(stop.P4, Is.EqualTo((ulong)MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xB8)]
    public void IoFreeMdl_of_a_mapped_mdl_is_0xB8()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        Map(mdl);
        AssertViolation(0xB8, () => Driver.IoFreeMdl(mdl));
    }

    private Pointer Map(Mdl mdl, KPROCESSOR_MODE mode = KPROCESSOR_MODE.KernelMode, bool bugCheckOnFailure = false) =>
        Driver.MmMapLockedPagesSpecifyCache(
            mdl, mode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, bugCheckOnFailure, MM_PAGE_PRIORITY.NormalPagePriority);
}
