using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>MDLs themselves: layout, size limits, chaining, parts.</summary>
public sealed class MdlTests : MdlFixture
{
    [Test]
    public void IoAllocateMdl_fills_the_fields_at_their_offsets()
    {
        var buffer = NonPaged(3 * Page) + 0x123;
        var mdl = MdlFor(buffer, 0x2000);
        Assert.That(mdl.Pointer.Read<ulong>(0x00), Is.Zero, "Next");
        Assert.That(mdl.Pointer.Read<ushort>(0x08), Is.EqualTo(0x30 + (3 * 8)), "Size");
        Assert.That(mdl.Pointer.Read<ushort>(0x0A), Is.EqualTo((ushort)MDL_FLAGS.MDL_ALLOCATED_FIXED_SIZE), "MdlFlags");
        Assert.That(mdl.Pointer.Read<ulong>(0x20), Is.EqualTo(buffer.Address - 0x123), "StartVa");
        Assert.That(mdl.Pointer.Read<uint>(0x28), Is.EqualTo(0x2000), "ByteCount");
        Assert.That(mdl.Pointer.Read<uint>(0x2C), Is.EqualTo(0x123), "ByteOffset");
        Assert.That(Driver.MmGetMdlVirtualAddress(mdl), Is.EqualTo(buffer));
        Assert.That(Driver.MmSizeOfMdl(buffer, 0x2000), Is.EqualTo(0x30 + (3 * 8)));
    }

    [TestCase(23u, true)]
    [TestCase(24u, false)]
    public void IoAllocateMdl_up_to_23_pages_comes_from_the_fixed_size_list(uint pages, bool isFixed)
    {
        var mdl = MdlFor(Driver.At(0x1000), pages * (uint)Page);
        Assert.That((mdl.MdlFlags & MDL_FLAGS.MDL_ALLOCATED_FIXED_SIZE) != 0, Is.EqualTo(isFixed));
    }

    [TestCase("windows-2000-x86", 0x1000u * 16376, 0x1000u * 16377)]
    [TestCase("windows-vista-x64", 0x7FFFF000u, 0x7FFFF001u)]
    [TestCase("windows-10-x64", 0xFFFFF000u, 0xFFFFF001u)]
    public void IoAllocateMdl_longer_than_the_version_allows_is_null(string profile, uint longest, uint tooLong)
    {
        Boot(profile);
        Assert.That(Driver.IoAllocateMdl(Driver.At(0), tooLong).IsNull);
        Assert.That(Driver.IoAllocateMdl(Driver.At(0), longest).IsNull, Is.False);
    }

    [Test]
    public void IoAllocateMdl_with_an_irp_is_its_first_mdl_or_the_last_of_its_chain()
    {
        var irp = new Irp(Machine, NonPaged(0xD0));
        irp.Pointer.Write(8, 0UL);
        var first = Driver.IoAllocateMdl(Driver.At(0x1000), 10, irp: irp);
        var second = Driver.IoAllocateMdl(Driver.At(0x2000), 10, secondaryBuffer: true, irp: irp);
        var third = Driver.IoAllocateMdl(Driver.At(0x3000), 10, secondaryBuffer: true, irp: irp);
        Assert.That(irp.Pointer.ReadPointer(8), Is.EqualTo(first.Pointer));
        Assert.That(first.Next, Is.EqualTo(second));
        Assert.That(second.Next, Is.EqualTo(third));
        Assert.That(third.Next.IsNull);
    }

    [Test]
    public void IoAllocateMdl_without_pool_is_null()
    {
        Boot(Machine.Profile.With(new SystemLimits { NonPagedPoolBytes = 16 * (long)Page }));
        var mdls = 0;
        while (!Driver.IoAllocateMdl(Driver.At(0), 10).IsNull)
        {
            mdls++;
            Assert.That(mdls, Is.LessThan(1000));
        }

        Assert.That(Held(ResourceKind.Mdl), Is.EqualTo(mdls));
    }

    [Test]
    public void IoFreeMdl_gives_it_back()
    {
        var mdl = MdlFor(Driver.At(0x1000), 10);
        Assert.That(Held(ResourceKind.Mdl), Is.EqualTo(1));
        Driver.IoFreeMdl(mdl);
        Assert.That(Held(ResourceKind.Mdl), Is.Zero);
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x7)]
    public void IoFreeMdl_twice_is_a_bad_free()
    {
        var mdl = MdlFor(Driver.At(0x1000), 10);
        Driver.IoFreeMdl(mdl);
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.IoFreeMdl(mdl));
    }

    [Test]
    public void IoFreeMdl_with_pages_locked_leaves_them_in_the_ledger()
    {
        var mdl = LockedMdl(User(Page), 100, KPROCESSOR_MODE.UserMode);
        Driver.IoFreeMdl(mdl);
        LockedMdl(User(Page), 100, KPROCESSOR_MODE.UserMode);
        Assert.That(Held(ResourceKind.LockedPages), Is.EqualTo(2));
    }

    [Test]
    public void MmBuildMdlForNonPagedPool_gives_the_buffers_own_address()
    {
        var buffer = NonPaged(2 * Page) + 16;
        var mdl = MdlFor(buffer, 5000);
        Driver.MmBuildMdlForNonPagedPool(mdl);
        Assert.That(Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority), Is.EqualTo(buffer));
        Assert.That(Driver.MmGetPhysicalAddress(buffer), Is.EqualTo((Driver.MmGetMdlPfnArray(mdl).Read<ulong>() << 12) | 16));
        Assert.That(Machine.Ptes.Used, Is.Zero);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x7F)]
    public void MmBuildMdlForNonPagedPool_on_paged_pool_is_0x7F_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var mdl = MdlFor(Paged(Page), 100);
        var stop = AssertViolation(0x7F, () => Driver.MmBuildMdlForNonPagedPool(mdl));
        Assert.That(stop.P3, Is.EqualTo(mdl.Pointer.Address));
    }

    [Test]
    [Raises(BugCheckCode.MEMORY_MANAGEMENT, 0x1240)]
    public void MmBuildMdlForNonPagedPool_on_memory_that_is_not_there_is_0x1A_0x1240()
    {
        var mdl = MdlFor(Driver.At(RegionLayout.NonPagedPool.End - Page), 100);
        var stop = AssertBugCheck(BugCheckCode.MEMORY_MANAGEMENT, () => Driver.MmBuildMdlForNonPagedPool(mdl));
        Assert.That(stop.P1, Is.EqualTo(0x1240));
    }

    [Test]
    public void MmInitializeMdl_works_on_the_drivers_own_memory()
    {
        var mdl = new Mdl(NonPaged(Driver.MmSizeOfMdl(Driver.At(0x5010), 100)));
        Driver.MmInitializeMdl(mdl, Driver.At(0x5010), 100);
        Assert.That((mdl.StartVa.Address, mdl.ByteOffset, mdl.ByteCount), Is.EqualTo((0x5000UL, 0x10u, 100u)));
        Assert.That(mdl.MdlFlags, Is.EqualTo((MDL_FLAGS)0));
    }

    [Test]
    public void IoBuildPartialMdl_describes_the_same_pages()
    {
        var buffer = User(4 * Page);
        var whole = LockedMdl(buffer, 4 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var part = MdlFor(buffer, 4 * (uint)Page);
        Driver.IoBuildPartialMdl(whole, part, buffer + (long)(2 * Page) + 8, 0);
        Assert.That(part.MdlFlags & MDL_FLAGS.MDL_PARTIAL, Is.EqualTo(MDL_FLAGS.MDL_PARTIAL));
        Assert.That((part.ByteOffset, part.ByteCount), Is.EqualTo((8u, 2 * (uint)Page - 8)));
        Assert.That(Driver.MmGetMdlPfnArray(part).Read<ulong>(), Is.EqualTo(Driver.MmGetMdlPfnArray(whole).Read<ulong>(16)));
        var mapped = Driver.MmGetSystemAddressForMdlSafe(part, MM_PAGE_PRIORITY.NormalPagePriority);
        mapped.Write(0, 0x5AFE);
        Assert.That(buffer.Read<int>((long)(2 * Page) + 8), Is.EqualTo(0x5AFE));
        Driver.MmPrepareMdlForReuse(part);
        Assert.That(Machine.Ptes.Used, Is.Zero);
        Driver.IoBuildPartialMdl(whole, part, buffer, 100);
        Driver.MmGetSystemAddressForMdlSafe(part, MM_PAGE_PRIORITY.NormalPagePriority);
        Driver.IoFreeMdl(part);
        Assert.That(Machine.Ptes.Used, Is.Zero, "IoFreeMdl unmaps a partial MDL");
        Assert.That(Held(ResourceKind.Mapping), Is.Zero);
    }

    [Test]
    public void IoBuildPartialMdl_of_a_mapped_source_shares_its_mapping()
    {
        var buffer = User(2 * Page);
        var whole = LockedMdl(buffer, 2 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(whole, MM_PAGE_PRIORITY.NormalPagePriority);
        var part = MdlFor(buffer + 100, 50);
        Driver.IoBuildPartialMdl(whole, part, buffer + 100, 50);
        Assert.That(part.MdlFlags & MDL_FLAGS.MDL_PARENT_MAPPED_SYSTEM_VA, Is.Not.Zero);
        Assert.That(Driver.MmGetSystemAddressForMdlSafe(part, MM_PAGE_PRIORITY.NormalPagePriority), Is.EqualTo(mapped + 100));
        Driver.IoFreeMdl(part);
        Assert.That(mapped.Read<byte>(), Is.Zero, "the source keeps its mapping");
    }

    [Test]
    [Raises(BugCheckCode.TARGET_MDL_TOO_SMALL)]
    public void IoBuildPartialMdl_into_a_target_that_is_too_small_is_0x40()
    {
        var buffer = NonPaged(40 * Page);
        var whole = MdlFor(buffer, 40 * (uint)Page);
        Driver.MmBuildMdlForNonPagedPool(whole);
        var part = MdlFor(buffer, 30 * (uint)Page);
        AssertBugCheck(BugCheckCode.TARGET_MDL_TOO_SMALL, () => Driver.IoBuildPartialMdl(whole, part, buffer, 0));
    }
}
