using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>What the public pages of locked pages, probes and addresses say, statement by statement, where the other fixtures do not look.</summary>
public sealed class PageLockStatementTests : MdlFixture
{
    private const string NeverLocked = "pages unlocked that were never locked";

    [TestCase(KIRQL.PASSIVE_LEVEL)]
    [TestCase(KIRQL.DISPATCH_LEVEL)]
    public void Lock_for_writing_of_system_memory_that_can_only_be_read_raises_and_leaves_the_mdl_as_it_was(KIRQL irql)
    {
        var mdl = MdlFor(ReadOnly(KPROCESSOR_MODE.KernelMode), 16);
        var (flags, held) = (mdl.MdlFlags, Held(ResourceKind.LockedPages));
        Machine.Irql = irql;
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Lock(mdl, LOCK_OPERATION.IoWriteAccess));
        Assert.That((mdl.MdlFlags, Held(ResourceKind.LockedPages)), Is.EqualTo((flags, held)));
        Lock(mdl, LOCK_OPERATION.IoReadAccess);
        Assert.That((Held(ResourceKind.LockedPages) - held, mdl.Has(MDL_FLAGS.MDL_WRITE_OPERATION)), Is.EqualTo((1, false)));
    }

    [Test]
    public void Lock_for_writing_of_a_drivers_constants_raises_and_for_reading_does_not()
    {
        var mdl = MdlFor(Driver.UnicodeLiteral("constant").Buffer, 16);
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Lock(mdl, LOCK_OPERATION.IoModifyAccess));
        Assert.That(() => Lock(mdl, LOCK_OPERATION.IoReadAccess), Throws.Nothing);
    }

    [Test]
    public void Lock_that_meets_a_read_only_page_unlocks_the_pages_before_it()
    {
        var first = User(Page);
        var mapped = ReadOnly(KPROCESSOR_MODE.UserMode);
        var segments = NonPaged(16);
        segments.Write(0, first.Address & ~(Page - 1));
        segments.Write(8, mapped.Address & ~(Page - 1));
        var mdl = MdlFor(Driver.At(0), 2 * (uint)Page);
        AssertRaises(
            NTSTATUS.STATUS_ACCESS_VIOLATION,
            () => Driver.MmProbeAndLockSelectedPages(mdl, segments, KPROCESSOR_MODE.UserMode, LOCK_OPERATION.IoWriteAccess));
        Assert.That(Machine.Pages.LockCount(Machine.Pages.PageOf(first)), Is.Zero);
        Assert.That(Machine.User.LockedPages, Is.Zero);
    }

    [Test]
    public void Segments_of_the_application_count_as_its_locked_pages_wherever_they_stand()
    {
        var user = User(Page);
        var segments = NonPaged(16);
        segments.Write(0, user.Address & ~(Page - 1));
        segments.Write(8, NonPaged(Page).Address);
        var mdl = MdlFor(Driver.At(0), 2 * (uint)Page);
        Driver.MmProbeAndLockSelectedPages(mdl, segments, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoWriteAccess);
        Assert.That(mdl.Process.Address, Is.EqualTo(Machine.User.Process));
        Assert.That(Machine.User.LockedPages, Is.Not.Zero);
        Driver.MmUnlockPages(mdl);
        Assert.That(Machine.User.LockedPages, Is.Zero);
    }

    [Test]
    public void Physical_page_of_a_buffer_is_taken_once_however_many_mdls_lock_it()
    {
        var buffer = User(Page);
        var (first, second) = (MdlFor(buffer, 16), MdlFor(buffer, 16));
        var available = Machine.Physical.Available;
        Lock(first, LOCK_OPERATION.IoReadAccess);
        Lock(second, LOCK_OPERATION.IoReadAccess);
        Assert.That(Machine.Physical.Available, Is.EqualTo(available - 1));
        Driver.MmUnlockPages(first);
        Assert.That(Machine.Physical.Available, Is.EqualTo(available - 1));
        Driver.MmUnlockPages(second);
        Assert.That(Machine.Physical.Available, Is.EqualTo(available));
    }

    [Test]
    public void Mdl_that_was_unlocked_can_be_locked_again()
    {
        var mdl = LockedMdl(User(Page), 16, KPROCESSOR_MODE.UserMode);
        Driver.MmUnlockPages(mdl);
        Lock(mdl, LOCK_OPERATION.IoReadAccess);
        Assert.That((mdl.Has(MDL_FLAGS.MDL_PAGES_LOCKED), mdl.Has(MDL_FLAGS.MDL_WRITE_OPERATION)), Is.EqualTo((true, false)));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void MmUnlockPages_is_not_for_pages_that_were_allocated_for_an_mdl()
    {
        var mdl = Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, 0, Page);
        Driver.MmUnlockPages(mdl);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { NeverLocked }));
        Assert.That(Machine.Breaches[0].About.Single().Ddi, Is.EqualTo("MmAllocatePagesForMdl"));
    }

    [Test]
    public void MmUnlockPages_is_for_a_lock_of_such_pages_by_their_mapping()
    {
        var pages = Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, 0, Page);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(pages, MM_PAGE_PRIORITY.NormalPagePriority);
        var mdl = LockedMdl(mapped, (uint)Page);
        Driver.MmUnlockPages(mdl);
        Driver.IoFreeMdl(mdl);
        Driver.MmFreePagesFromMdl(pages);
        Driver.ExFreePool(pages.Pointer);
        Assert.That(Machine.Breaches.Select(b => b.Text), Is.Empty);
    }

    [TestCase(1u)]
    [TestCase(16u)]
    public void Probe_for_writing_of_what_the_application_can_only_read_raises_and_for_reading_does_not(uint bytes)
    {
        var mapped = ReadOnly(KPROCESSOR_MODE.UserMode);
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Driver.ProbeForWrite(mapped, bytes, 1));
        Assert.That(() => Driver.ProbeForRead(mapped, bytes, 1), Throws.Nothing);
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => mapped.Write<byte>(0, 1));
        Assert.That(Machine.Stopped, Is.Null);
    }

    [Test]
    [Raises(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY)]
    public void Write_of_system_memory_that_can_only_be_read_still_stops_the_machine()
    {
        var mapped = ReadOnly(KPROCESSOR_MODE.KernelMode);
        AssertBugCheck(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY, () => mapped.Write(0, 1));
    }

    [Test]
    public void Probe_of_no_bytes_checks_neither_address_nor_alignment()
    {
        foreach (var address in (ulong[])[0, 1, NonPaged(16).Address + 1, ulong.MaxValue])
        {
            Assert.That(() => Driver.ProbeForRead(Driver.At(address), 0, 8), Throws.Nothing);
            Assert.That(() => Driver.ProbeForWrite(Driver.At(address), 0, 8), Throws.Nothing);
        }
    }

    [Test]
    public void Probe_for_writing_of_a_misaligned_address_raises_datatype_misalignment()
    {
        var buffer = User(16);
        AssertRaises(NTSTATUS.STATUS_DATATYPE_MISALIGNMENT, () => Driver.ProbeForWrite(buffer + 2, 4, 4));
        Assert.That(() => Driver.ProbeForWrite(buffer + 4, 4, 4), Throws.Nothing);
    }

    [Test]
    public void Physical_address_keeps_the_byte_in_its_page_and_is_that_of_the_memory_behind_a_mapping()
    {
        var buffer = NonPaged(Page);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(LockedMdl(buffer + 20, 64), MM_PAGE_PRIORITY.NormalPagePriority);
        Machine.Irql = Machine.Profile.HighIrql;
        Assert.That(Driver.MmGetPhysicalAddress(buffer + 20), Is.EqualTo(Driver.MmGetPhysicalAddress(mapped)));
        Assert.That(Driver.MmGetPhysicalAddress(buffer + 20) - Driver.MmGetPhysicalAddress(buffer), Is.EqualTo(20));
    }

    [TestCase("NdisAllocateMemoryWithTag", true)]
    [TestCase("AllocateCommonBuffer", true)]
    [TestCase("PutDmaAdapter", true)]
    [TestCase("IoGetDmaAdapter", false)]
    [TestCase("KfRaiseIrql", false)]
    [TestCase("MmGetPhysicalAddress", false)]
    [TestCase("mmgetphysicaladdress", true)]
    public void System_routines_are_what_the_kernel_and_the_HAL_export(string name, bool isNull)
    {
        Assert.That(Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral(name)).IsNull, Is.EqualTo(isNull));
        Assert.That(Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral("")).IsNull);
    }

    private void Lock(Mdl mdl, LOCK_OPERATION operation) => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, operation);

    private Pointer ReadOnly(KPROCESSOR_MODE mode) => Driver.MmMapLockedPagesSpecifyCache(
        LockedMdl(NonPaged(Page), 16), mode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, false,
        MM_PAGE_PRIORITY.NormalPagePriority | MM_PAGE_PRIORITY.MdlMappingNoWrite);
}
