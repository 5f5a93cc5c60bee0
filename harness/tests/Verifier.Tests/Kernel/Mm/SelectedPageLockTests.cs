using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>MmProbeAndLockSelectedPages: single pages as one buffer.</summary>
public sealed class SelectedPageLockTests : MdlFixture
{
    [Test]
    public void Pages_in_any_order_become_one_buffer()
    {
        var user = User(3 * Page);
        var start = user - (long)(user.Address % Page);
        (start + (2 * (long)Page)).Write(0, 22);
        start.Write(0, 11);
        var mdl = Lock(KPROCESSOR_MODE.UserMode, start + (2 * (long)Page), start);
        Assert.That(mdl.Has(MDL_FLAGS.MDL_PAGES_LOCKED | MDL_FLAGS.MDL_WRITE_OPERATION));
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That((mapped.Read<int>(), mapped.Read<int>((long)Page)), Is.EqualTo((22, 11)));
        Assert.That(Held(ResourceKind.LockedPages), Is.EqualTo(1));
        Driver.MmUnlockPages(mdl);
        Assert.That(Held(ResourceKind.LockedPages), Is.Zero);
        Assert.That(mdl.MdlFlags, Is.EqualTo(MDL_FLAGS.MDL_ALLOCATED_FIXED_SIZE));
    }

    [Test]
    public void A_page_of_the_system_for_the_user_is_an_access_violation_and_nothing_stays_locked()
    {
        var user = User(Page);
        var start = user - (long)(user.Address % Page);
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Lock(KPROCESSOR_MODE.UserMode, start, Paged(Page)));
        Assert.That(Held(ResourceKind.LockedPages), Is.Zero);
        Assert.That(Machine.Pages.LockCount((int)Machine.Pages.FrameOf(Machine.Pages.PageOf(start))), Is.Zero);
    }

    [Test]
    public void At_DISPATCH_LEVEL_it_breaks_the_rule_of_its_page()
    {
        Boot("windows-10-x64", DriverVerifierOptions.Standard);
        var (segments, mdl) = Prepare(NonPaged(Page));
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertViolation(
            0x20019, () => Driver.MmProbeAndLockSelectedPages(mdl, segments, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x72)]
    public void Above_DISPATCH_LEVEL_it_has_a_sub_code_of_its_own()
    {
        Boot("windows-10-x64", DriverVerifierOptions.Standard);
        var (segments, mdl) = Prepare(NonPaged(Page));
        Machine.Irql = KIRQL.DISPATCH_LEVEL + 1;
        var stop = AssertViolation(
            0x72, () => Driver.MmProbeAndLockSelectedPages(mdl, segments, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
        Assert.That((stop.P2, stop.P3), Is.EqualTo(((ulong)KIRQL.DISPATCH_LEVEL + 1, mdl.Pointer.Address)));
    }

    [Test]
    public void An_mdl_that_is_locked_cannot_be_locked_again()
    {
        Boot("windows-10-x64", DriverVerifierOptions.Standard);
        var (segments, mdl) = Prepare(NonPaged(Page));
        Driver.MmProbeAndLockSelectedPages(mdl, segments, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess);
        AssertViolation(
            0xB0, () => Driver.MmProbeAndLockSelectedPages(mdl, segments, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
    }

    [Test]
    public void It_can_be_made_to_fail_by_raising() =>
        Assert.That(DdiCatalogue.Find("MmProbeAndLockSelectedPages")!.Failure, Is.EqualTo(new FailureContract(FailureShape.Raise, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)));

    private Mdl Lock(KPROCESSOR_MODE mode, params Pointer[] pages)
    {
        var (segments, mdl) = Prepare(pages);
        Driver.MmProbeAndLockSelectedPages(mdl, segments, mode, LOCK_OPERATION.IoModifyAccess);
        return mdl;
    }

    private (Pointer Segments, Mdl Mdl) Prepare(params Pointer[] pages)
    {
        var segments = NonPaged(8 * (ulong)pages.Length);
        for (var i = 0; i < pages.Length; i++)
        {
            segments.Write(8 * i, pages[i].Address);
        }

        return (segments, MdlFor(Driver.At(0), (uint)(pages.Length * (int)Page)));
    }
}
