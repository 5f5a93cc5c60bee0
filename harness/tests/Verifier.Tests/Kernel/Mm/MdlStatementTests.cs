using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>What the public pages of MDLs and mappings say, statement by statement, where the other fixtures do not look.</summary>
public sealed class MdlStatementTests : MdlFixture
{
    private const uint Execute = 0x10, NoCache = 0x200, WriteCombine = 0x400;

    [TestCase(false, false, false, 0)]
    [TestCase(true, false, false, 1)]
    [TestCase(false, true, false, 1)]
    [TestCase(false, false, true, 0)]
    public void IoAllocateMdl_wants_no_quota_and_a_secondary_buffer_with_its_irp_only(bool secondary, bool quota, bool hasIrp, int breaches)
    {
        var irp = hasIrp ? Driver.IoAllocateIrp(1, false) : default;
        Driver.IoAllocateMdl(NonPaged(64), 64, secondary, quota, irp);
        Assert.That(Machine.Breaches.Count(b => b.Rule == "parameters of IoAllocateMdl"), Is.EqualTo(breaches));
    }

    [Test]
    public void Page_that_two_mdls_lock_stays_locked_until_both_unlock_it()
    {
        var buffer = User(Page);
        var (first, second) = (LockedMdl(buffer, 16, KPROCESSOR_MODE.UserMode), LockedMdl(buffer, 16, KPROCESSOR_MODE.UserMode));
        Driver.MmUnlockPages(first);
        Machine.Pages.TrimAll();
        Assert.That(Driver.MmIsAddressValid(buffer));
        Driver.MmUnlockPages(second);
        Machine.Pages.TrimAll();
        Assert.That(Driver.MmIsAddressValid(buffer), Is.False);
    }

    [TestCase(LOCK_OPERATION.IoReadAccess, true)]
    [TestCase(LOCK_OPERATION.IoWriteAccess, false)]
    [TestCase(LOCK_OPERATION.IoModifyAccess, false)]
    public void Lock_for_writing_of_a_page_that_can_only_be_read_raises_and_locks_nothing(LOCK_OPERATION operation, bool succeeds)
    {
        var buffer = NonPaged(Page);
        var mapped = Driver.MmMapLockedPagesSpecifyCache(
            LockedMdl(buffer, 16), KPROCESSOR_MODE.UserMode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, false,
            MM_PAGE_PRIORITY.NormalPagePriority | MM_PAGE_PRIORITY.MdlMappingNoWrite);
        var held = Held(ResourceKind.LockedPages);
        var mdl = MdlFor(mapped, 16);
        void Lock() => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.UserMode, operation);
        if (succeeds)
        {
            Lock();
        }
        else
        {
            AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, Lock);
        }

        Assert.That(Held(ResourceKind.LockedPages) - held, Is.EqualTo(succeeds ? 1 : 0));
    }

    [TestCase(0L, 0u, 0)]
    [TestCase(100L, 100u, 0)]
    [TestCase(0L, 8192u, 0)]
    [TestCase(0L, 8193u, 1)]
    [TestCase(8000L, 193u, 1)]
    [TestCase(-8L, 16u, 1)]
    public void Partial_mdl_is_of_what_its_source_describes(long offset, uint length, int breaches)
    {
        var buffer = NonPaged(3 * Page) + (long)Page;
        var whole = MdlFor(buffer, 2 * (uint)Page);
        Driver.MmBuildMdlForNonPagedPool(whole);
        Driver.IoBuildPartialMdl(whole, MdlFor(buffer, 3 * (uint)Page), buffer + offset, length);
        Assert.That(Machine.Breaches.Count(b => b.Rule == "source of a partial MDL"), Is.EqualTo(breaches));
    }

    [Test]
    public void Partial_mdl_of_pages_that_are_not_locked_is_a_breach()
    {
        var buffer = User(Page);
        Driver.IoBuildPartialMdl(MdlFor(buffer, 100), MdlFor(buffer, 100), buffer, 50);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "source of a partial MDL" }));
    }

    [Test]
    public void Partial_mdl_of_a_partial_mdl_and_of_allocated_pages_breaks_no_rule()
    {
        var pages = Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, 0, 4 * Page);
        var part = MdlFor(Driver.At(0), 4 * (uint)Page);
        Driver.IoBuildPartialMdl(pages, part, Driver.At(Page), 2 * (uint)Page);
        Driver.IoBuildPartialMdl(part, MdlFor(Driver.At(0), 4 * (uint)Page), Driver.At(Page + 8), 100);
        Assert.That(Machine.Breaches, Is.Empty);
    }

    [Test]
    public void Mdl_of_a_stack_buffer_built_as_nonpaged_pool_is_a_breach_and_locked_it_is_none()
    {
        var pool = MdlFor(NonPaged(32), 32);
        Driver.MmBuildMdlForNonPagedPool(pool);
        Assert.That(Machine.Breaches, Is.Empty);
        var local = Driver.Local(32);
        Driver.MmBuildMdlForNonPagedPool(MdlFor(local, 32));
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "MDL of a stack built as nonpaged pool" }));
        var mdl = LockedMdl(local, 32);
        Driver.MmUnlockPages(mdl);
        Assert.That(Machine.Breaches, Has.Count.EqualTo(1));
    }

    [TestCase(DriverVerifierOptions.None)]
    [TestCase(DriverVerifierOptions.Standard)]
    public void Application_is_given_a_mapping_of_nonpaged_pool_and_of_what_the_system_has_mapped(DriverVerifierOptions options)
    {
        Boot(ProfileName, options);
        var pool = NonPaged(Page);
        var built = MdlFor(pool, (uint)Page);
        Driver.MmBuildMdlForNonPagedPool(built);
        MapForUser(built).Write(8, 77);
        Assert.That(pool.Read<int>(8), Is.EqualTo(77));
        var locked = LockedMdl(NonPaged(Page), (uint)Page);
        var system = Driver.MmGetSystemAddressForMdlSafe(locked, MM_PAGE_PRIORITY.NormalPagePriority | MM_PAGE_PRIORITY.MdlMappingNoExecute);
        MapForUser(locked).Write(8, 78);
        Assert.That(system.Read<int>(8), Is.EqualTo(78));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public void Memory_is_freed_after_the_application_has_lost_its_mapping(bool isUnmapped, int breaches)
    {
        var pool = NonPaged(2 * Page);
        var mdl = MdlFor(pool + 0x800, (uint)Page);
        Driver.MmBuildMdlForNonPagedPool(mdl);
        var (contiguous, pages) = (Driver.MmAllocateContiguousMemory(Page, ulong.MaxValue), Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, 0, Page));
        var other = MdlFor(contiguous, (uint)Page);
        Driver.MmBuildMdlForNonPagedPool(other);
        foreach (var (mapped, of) in new[] { (MapForUser(mdl), mdl), (MapForUser(other), other), (MapForUser(pages), pages) })
        {
            if (isUnmapped)
            {
                Driver.MmUnmapLockedPages(mapped, of);
            }
        }

        Driver.ExFreePool(pool);
        Driver.MmFreeContiguousMemory(contiguous);
        Driver.MmFreePagesFromMdl(pages);
        Assert.That(
            Machine.Breaches.Count(b => b.Rule == "memory freed while an application has it mapped"), Is.EqualTo(3 * breaches));
    }

    [Test]
    public void Block_beside_a_mapped_one_may_be_freed()
    {
        var (first, second) = (NonPaged(0x100), NonPaged(0x100));
        var mdl = MdlFor(first, 0x100);
        Driver.MmBuildMdlForNonPagedPool(mdl);
        MapForUser(mdl);
        Driver.ExFreePool(second);
        Assert.That(Machine.Breaches, Is.Empty);
    }

    [TestCase("windows-vista-x64", false)]
    [TestCase("windows-10-x64", true)]
    public void Mapping_is_made_read_only_from_windows_8_on(string profile, bool isReadOnly)
    {
        Boot(profile);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(
            LockedMdl(NonPaged(64), 64), MM_PAGE_PRIORITY.NormalPagePriority | MM_PAGE_PRIORITY.MdlMappingNoWrite);
        Assert.That(() => mapped.Write(0, 1), isReadOnly ? Throws.InstanceOf<MachineStopped>() : Throws.Nothing);
    }

    [Test]
    public void Application_is_given_no_mapping_of_pages_that_are_not_locked()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        AssertViolation(0xB3, () => MapForUser(MdlFor(NonPaged(Page), 16)));
    }

    [Test]
    public void Protection_of_a_reserved_mapping_is_changed_like_that_of_another()
    {
        var at = Driver.MmAllocateMappingAddress(2 * Page, Tag);
        var mdl = LockedMdl(NonPaged(Page), 16);
        Assert.That(Driver.MmProtectMdlSystemAddress(mdl, PAGE_PROTECTION.PAGE_READONLY), Is.EqualTo(NTSTATUS.STATUS_NOT_MAPPED_VIEW));
        var mapped = Driver.MmMapLockedPagesWithReservedMapping(at, Tag, mdl, MEMORY_CACHING_TYPE.MmCached);
        Assert.That(Driver.MmProtectMdlSystemAddress(mdl, (PAGE_PROTECTION)0x80), Is.EqualTo(NTSTATUS.STATUS_INVALID_PAGE_PROTECTION));
        Assert.That(Driver.MmProtectMdlSystemAddress(mdl, PAGE_PROTECTION.PAGE_READONLY), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertBugCheck(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY, () => mapped.Write(0, 1));
    }

    [TestCase(Execute, true)]
    [TestCase(0x40u | NoCache, true)]
    [TestCase(0x20u | WriteCombine, true)]
    [TestCase(0x04u | NoCache | WriteCombine, false)]
    [TestCase(0x06u, false)]
    [TestCase(0u, false)]
    public void Registers_have_one_protection_and_at_most_one_way_not_to_cache(uint protect, bool maps) =>
        Assert.That(Driver.MmMapIoSpaceEx(0xFEB0_0000, 8, protect).IsNull, Is.Not.EqualTo(maps));

    private Pointer MapForUser(Mdl mdl) => Driver.MmMapLockedPagesSpecifyCache(
        mdl, KPROCESSOR_MODE.UserMode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, false, MM_PAGE_PRIORITY.NormalPagePriority);
}
