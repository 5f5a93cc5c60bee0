using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>Pageable memory, force IRQL checking, pageable sections, probes.</summary>
public sealed class PagingTests : MdlFixture
{
    [Test]
    public void Pageable_memory_that_is_resident_may_be_touched_at_dispatch_unnoticed()
    {
        var buffer = Paged(Page);
        buffer.Write(0, 1);
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Assert.That(buffer.Read<int>(), Is.EqualTo(1));
    }

    [Test]
    public void Force_irql_checking_makes_it_0xD1_with_its_parameters()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        var buffer = Paged(Page);
        buffer.Write(8, 1);
        Driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out _);
        var stop = AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => buffer.Write(8, 2));
        Assert.That((stop.P1, stop.P2, stop.P3), Is.EqualTo((buffer.Address + 8, 2UL, 1UL)));
        Assert.That((Machine.Paging.TrimRequests, Machine.Paging.Trims), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public void Without_force_irql_checking_a_raise_trims_nothing()
    {
        Machine.Paging.TrimForIrqlRaise();
        Assert.That((Machine.Paging.TrimRequests, Machine.Paging.Trims, Machine.Pages.Trims), Is.EqualTo((0L, 0L, 0L)));
    }

    [Test]
    public void Trimmed_memory_comes_back_below_dispatch_and_costs_time()
    {
        var buffer = Paged(Page);
        buffer.Write(0, 9);
        Machine.Paging.Trim();
        var before = Machine.Clock.Now;
        Assert.That(buffer.Read<int>(), Is.EqualTo(9));
        Assert.That(Machine.Clock.Now - before, Is.EqualTo(Clock.PageInTicks));
    }

    [Test]
    public void Paged_data_section_faults_at_dispatch_until_it_is_locked()
    {
        var data = Driver.At(Driver.Image.PagedData.Address);
        var handle = Driver.MmLockPagableDataSection(data + 100);
        Driver.MmLockPagableSectionByHandle(handle);
        Machine.Paging.Trim();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Assert.That(() => data.Write(100, 1), Throws.Nothing);
        Machine.Irql = KIRQL.PASSIVE_LEVEL;
        Driver.MmUnlockPagableImageSection(handle);
        Machine.Paging.Trim();
        Assert.That(Driver.MmIsAddressValid(data), "locked twice, unlocked once");
        Driver.MmUnlockPagableImageSection(handle);
        Machine.Paging.Trim();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => data.Write(100, 1));
    }

    [Test]
    [Raises(BugCheckCode.MEMORY_MANAGEMENT, 0x1010)]
    public void Section_unlocked_too_often_is_0x1A_0x1010()
    {
        var handle = Driver.MmLockPagableDataSection(Driver.At(Driver.Image.PagedData.Address));
        Driver.MmUnlockPagableImageSection(handle);
        var stop = AssertBugCheck(BugCheckCode.MEMORY_MANAGEMENT, () => Driver.MmUnlockPagableImageSection(handle));
        Assert.That(stop.P1, Is.EqualTo(0x1010));
    }

    [Test]
    [Raises(BugCheckCode.MEMORY_MANAGEMENT, 0x1234)]
    public void Lock_of_no_section_is_0x1A_0x1234()
    {
        var stop = AssertBugCheck(BugCheckCode.MEMORY_MANAGEMENT, () => Driver.MmLockPagableCodeSection(NonPaged(16)));
        Assert.That(stop.P1, Is.EqualTo(0x1234));
    }

    [Test]
    public void Entire_driver_paged_faults_at_dispatch_until_reset()
    {
        var data = Driver.At(Driver.Image.Data.Address);
        Assert.That(Driver.MmPageEntireDriver(data).Address, Is.EqualTo(Driver.Image.Range.Address));
        Machine.Paging.Trim();
        Driver.MmResetDriverPaging(data);
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Assert.That(() => data.Write(0, 1), Throws.Nothing);
        Machine.Irql = KIRQL.PASSIVE_LEVEL;
        Driver.MmPageEntireDriver(data);
        Machine.Paging.Trim();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => data.Write(0, 1));
    }

    [Test]
    public void Probe_of_a_kernel_address_raises_and_of_length_0_does_not()
    {
        var kernel = NonPaged(16);
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Driver.ProbeForRead(kernel, 1, 1));
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Driver.ProbeForWrite(kernel, 1, 1));
        Assert.That(() => Driver.ProbeForRead(kernel, 0, 1), Throws.Nothing);
    }

    [Test]
    public void Probe_of_a_misaligned_address_raises_datatype_misalignment() =>
        AssertRaises(NTSTATUS.STATUS_DATATYPE_MISALIGNMENT, () => Driver.ProbeForRead(User(16) + 1, 4, 4));

    [Test]
    public void Probe_of_a_range_that_wraps_or_reaches_the_kernel_raises()
    {
        var last = Driver.At(RegionLayout.User.End - 8);
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Driver.ProbeForRead(last, 16, 1));
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Driver.ProbeForRead(last, ulong.MaxValue, 1));
    }

    [Test]
    public void Probe_for_write_touches_each_page_and_for_read_none()
    {
        var buffer = User(Page);
        Assert.That(() => Driver.ProbeForRead(buffer, 3 * Page, 1), Throws.Nothing);
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Driver.ProbeForWrite(buffer, 3 * Page, 1));
    }

    [Test]
    public void User_buffer_ends_at_the_end_of_its_page_and_is_gone_when_freed()
    {
        var buffer = User(100);
        Assert.That((buffer.Address + 112) % Page, Is.Zero);
        Assert.That(buffer.Read<int>(96), Is.Zero);
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => buffer.Read<byte>(112));
        Machine.User.Free(buffer);
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => buffer.Read<byte>());
    }

    [Test]
    public void User_buffer_freed_while_locked_is_not_given_to_anybody_else()
    {
        var buffer = User(Page);
        var mdl = LockedMdl(buffer, 16, KPROCESSOR_MODE.UserMode);
        Machine.User.Free(buffer);
        var next = User(Page);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        mapped.Write(0, 1);
        Assert.That(next.Read<int>(), Is.Zero);
    }
}
