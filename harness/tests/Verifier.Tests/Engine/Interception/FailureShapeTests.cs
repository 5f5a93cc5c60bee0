using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using BugCheckCode = Verifier.Kernel.BugCheckCode;

namespace Verifier.Tests.Engine.Interception;

/// <summary>A call that is made to fail fails as this DDI fails when memory is really short, and leaves nothing behind.</summary>
public sealed class FailureShapeTests : LayerFixture
{
    private const ulong Page = 4096;
    private static readonly ulong TagValue = PoolTag.From(Tag).Value;
    private const ulong Everything = ulong.MaxValue >> 1;

    [Test]
    public void Allocator_returns_NULL_and_nothing_is_held()
    {
        Fail("ExAllocatePoolWithTag", "IoAllocateMdl", "IoAllocateIrp", "MmAllocateContiguousMemory", "MmAllocateNonCachedMemory", "MmMapIoSpace");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, Tag).IsNull);
            Assert.That(Driver.IoAllocateMdl(Pointer.Null, 64).IsNull);
            Assert.That(Driver.IoAllocateIrp(1, false).IsNull);
            Assert.That(Driver.MmAllocateContiguousMemory(Page, Everything).IsNull);
            Assert.That(Driver.MmAllocateNonCachedMemory(Page).IsNull);
            Assert.That(Driver.MmMapIoSpace(0xFEE0_0000, Page, MEMORY_CACHING_TYPE.MmNonCached).IsNull);
            Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
            Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image), Is.Empty);
            Assert.That(Layer.Failures.Injections.Select(i => i.Shape), Is.All.EqualTo(FailureShape.Null).And.Exactly(6).Items);
        }
    }

    [Test]
    public void MmProbeAndLockPages_raises_and_locks_nothing()
    {
        Fail("MmProbeAndLockPages");
        var mdl = MdlOf(Page);
        AssertRaises(() => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoModifyAccess));
        Assert.That(mdl.Has(MDL_FLAGS.MDL_PAGES_LOCKED), Is.False);
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Where(r => r.Kind == ResourceKind.LockedPages), Is.Empty);
    }

    [Test]
    public void Quota_allocation_raises_unless_its_flag_asks_for_NULL()
    {
        Fail("ExAllocatePoolWithQuotaTag");
        AssertRaises(() => Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.PagedPool, 64, Tag));
        var pointer = Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.PagedPool | POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE, 64, Tag);
        Assert.That(pointer.IsNull);
    }

    [Test]
    public void ExAllocatePool2_raises_only_with_its_flag()
    {
        Fail("ExAllocatePool2");
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 64, Tag).IsNull);
        AssertRaises(() => Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE, 64, Tag));
    }

    [Test]
    public void Mapping_for_user_mode_raises_and_for_kernel_mode_returns_NULL()
    {
        var mdl = LockedMdl();
        Fail("MmMapLockedPagesSpecifyCache");
        AssertRaises(() => Map(mdl, KPROCESSOR_MODE.UserMode, bugCheckOnFailure: false));
        Assert.That(Map(mdl, KPROCESSOR_MODE.KernelMode, bugCheckOnFailure: false).IsNull);
    }

    [Test]
    public void String_conversion_that_allocates_returns_its_status_and_one_that_does_not_is_no_fault_point()
    {
        Fail("RtlAnsiStringToUnicodeString");
        var destination = Driver.UnicodeLiteral("room for all of it");
        var source = Driver.AnsiStringLiteral("short");
        Assert.That(Driver.RtlAnsiStringToUnicodeString(destination, source, allocate: true), Is.EqualTo(NTSTATUS.STATUS_NO_MEMORY));
        var points = Layer.Interceptable;
        Assert.That(
            () => Driver.RtlAnsiStringToUnicodeString(destination, source, allocate: false),
            Throws.InstanceOf<MachineStopped>(),
            "it writes to a constant");
        Assert.That(Layer.Interceptable, Is.EqualTo(points));
    }

    [Test]
    public void Status_of_a_rule_replaces_the_DDIs_own()
    {
        Intercept(RuleFor("RtlAnsiStringToUnicodeString") with { Status = NTSTATUS.STATUS_QUOTA_EXCEEDED });
        var status = Driver.RtlAnsiStringToUnicodeString(Driver.UnicodeLiteral(string.Empty), Driver.AnsiStringLiteral("text"), allocate: true);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_QUOTA_EXCEEDED));
        Assert.That(Layer.Failures.Injections.Single().Status, Is.EqualTo(NTSTATUS.STATUS_QUOTA_EXCEEDED));
    }

    [TestCase(8, 4)]
    [TestCase(3, 1)]
    [TestCase(2, 1)]
    public void Short_result_has_half_the_pages_and_at_least_one(int asked, int given)
    {
        Intercept(RuleFor("MmAllocatePagesForMdl") with { Shape = FailureShape.Short });
        var mdl = Driver.MmAllocatePagesForMdl(0, Everything, 0, (ulong)asked * Page);
        Assert.That(mdl.IsNull, Is.False);
        Assert.That(Driver.MmGetMdlByteCount(mdl), Is.EqualTo((ulong)given * Page));
        Assert.That(Layer.Failures.Injections.Single().Shape, Is.EqualTo(FailureShape.Short));
        Driver.MmFreePagesFromMdl(mdl);
        Driver.ExFreePool(mdl.Pointer);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void Short_result_leaves_the_next_call_whole()
    {
        Intercept(RuleFor("MmAllocatePagesForMdl") with { Shape = FailureShape.Short, When = new FaultWhen { Nth = [new OrdinalRange(1, 1)] } });
        Driver.MmAllocatePagesForMdl(0, Everything, 0, 8 * Page);
        Assert.That(Driver.MmGetMdlByteCount(Driver.MmAllocatePagesForMdl(0, Everything, 0, 8 * Page)), Is.EqualTo(8 * Page));
    }

    [TestCase(FailureShape.OnePage, 8, 1)]
    [TestCase(FailureShape.AllButOnePage, 8, 7)]
    [TestCase(FailureShape.OnePage, 2, 1)]
    public void Short_result_can_be_one_page_or_all_but_one(FailureShape shape, int asked, int given)
    {
        Intercept(RuleFor("MmAllocatePagesForMdl") with { Shape = shape });
        var mdl = Driver.MmAllocatePagesForMdl(0, Everything, 0, (ulong)asked * Page);
        Assert.That(Driver.MmGetMdlByteCount(mdl), Is.EqualTo((ulong)given * Page));
        Assert.That(Layer.Failures.Injections.Single().Shape, Is.EqualTo(shape));
    }

    [Test]
    public void Contiguous_chunks_come_whole_when_they_come_short()
    {
        Intercept(RuleFor("MmAllocatePagesForMdlEx") with { Shape = FailureShape.AllButOnePage });
        var flags = MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS;
        var mdl = Driver.MmAllocatePagesForMdlEx(0, Everything, 2 * Page, 8 * Page, MEMORY_CACHING_TYPE.MmCached, flags);
        Assert.That(Driver.MmGetMdlByteCount(mdl), Is.EqualTo(6 * Page));
    }

    // (pages, chunk in pages, flags) and the further shapes.
    [TestCase(1, 0, 0U, new FailureShape[0])]
    [TestCase(2, 0, 0U, new[] { FailureShape.OnePage })]
    [TestCase(3, 0, 0U, new[] { FailureShape.OnePage, FailureShape.AllButOnePage })]
    [TestCase(8, 0, MM_ALLOCATE.MM_ALLOCATE_FULLY_REQUIRED, new FailureShape[0])]
    [TestCase(8, 0, MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS, new FailureShape[0])]
    [TestCase(8, 4, MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS, new[] { FailureShape.OnePage })]
    [TestCase(8, 2, MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS, new[] { FailureShape.OnePage, FailureShape.AllButOnePage })]
    public void Only_shapes_that_differ_for_the_call_are_its_shapes(int pages, int chunk, uint flags, FailureShape[] expected)
    {
        ulong[] arguments = [0, Everything, (ulong)chunk * Page, (ulong)pages * Page, 1, flags];
        Assert.That(Ddis.MmAllocatePagesForMdlEx.Failure.MoreShapesFor(Machine, arguments), Is.EqualTo(expected));
    }

    [Test]
    public void Short_result_of_one_page_would_be_no_failure_so_the_call_returns_NULL()
    {
        Intercept(RuleFor("MmAllocatePagesForMdl") with { Shape = FailureShape.Short });
        Assert.That(Driver.MmAllocatePagesForMdl(0, Everything, 0, Page).IsNull);
        Assert.That(Layer.Failures.Injections.Single().Shape, Is.EqualTo(FailureShape.Null));
    }

    [Test]
    public void Alertable_wait_in_user_mode_can_end_for_an_APC_and_one_in_kernel_mode_cannot()
    {
        var failure = Ddis.KeWaitForSingleObject.Failure;
        Assert.That(failure.MoreShapesFor(Machine, [0, 0, (ulong)KPROCESSOR_MODE.UserMode, 1, 0]), Is.EqualTo(new[] { FailureShape.UserApc }));
        Assert.That(failure.MoreShapesFor(Machine, [0, 0, (ulong)KPROCESSOR_MODE.KernelMode, 1, 0]), Is.Empty);
        Assert.That(failure.MoreShapesFor(Machine, [0, 0, (ulong)KPROCESSOR_MODE.UserMode, 0, 0]), Is.Empty, "not alertable");
        var @event = MakeEvent(isSet: false);
        Intercept(RuleFor("KeWaitForSingleObject") with { Shape = FailureShape.UserApc });
        var status = Driver.KeWaitForSingleObject(@event, waitMode: KPROCESSOR_MODE.UserMode, alertable: true);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_USER_APC));
    }

    [Test]
    public void Charged_request_with_quota_can_raise_either_status()
    {
        var failure = Ddis.ExAllocatePoolWithQuotaTag.Failure;
        const ulong Paged = (ulong)POOL_TYPE.PagedPool;
        Assert.That(failure.MoreShapesFor(Machine, [Paged, 64, TagValue]), Is.EqualTo(new[] { FailureShape.QuotaExceeded }));
        Assert.That(failure.MoreShapesFor(Machine, [Paged, 2 * Page, TagValue]), Is.Empty, "whole pages are not charged");
        Assert.That(failure.MoreShapesFor(Machine, [Paged | (ulong)POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE, 64, TagValue]), Is.Empty, "NULL says no reason");
        Intercept(RuleFor("ExAllocatePoolWithQuotaTag") with { Shape = FailureShape.QuotaExceeded });
        var raised = Assert.Throws<KernelException>(() => Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.PagedPool, 64, Tag));
        Assert.That(raised!.Status, Is.EqualTo(NTSTATUS.STATUS_QUOTA_EXCEEDED));
    }

    [Test]
    public void Call_raises_only_where_its_flags_make_it_raise()
    {
        Intercept(RuleFor("ExAllocatePoolWithQuotaTag") with { Shape = FailureShape.Raise });
        var pointer = Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.PagedPool | POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE, 64, Tag);
        Assert.That(pointer.IsNull);
        Assert.That(Layer.Failures.Injections.Single().Shape, Is.EqualTo(FailureShape.Null));
    }

    [Test]
    public void Shape_that_a_DDI_does_not_have_falls_back_to_its_own()
    {
        Intercept(RuleFor("ExAllocatePoolWithTag") with { Shape = FailureShape.Short });
        Assert.That(FailedOf(1), Is.EqualTo(new[] { 1 }));
        Assert.That(Layer.Failures.Injections.Single().Shape, Is.EqualTo(FailureShape.Null));
    }

    [Test]
    public void Alertable_wait_of_the_application_is_alerted_though_nothing_was_signalled()
    {
        Fail("KeWaitForSingleObject");
        var @event = MakeEvent(isSet: false);
        Assert.That(Driver.KeWaitForSingleObject(@event, alertable: true), Is.EqualTo(NTSTATUS.STATUS_ALERTED));
        Assert.That(NTSTATUS.STATUS_ALERTED.IsSuccess, "which is the trap");
        Assert.That(Layer.Failures.Injections.Single().Shape, Is.EqualTo(FailureShape.Alerted));
    }

    [Test]
    public void Wait_that_is_not_alertable_is_no_fault_point()
    {
        Fail("KeWaitForSingleObject");
        Assert.That(Driver.KeWaitForSingleObject(MakeEvent(isSet: true)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Layer.Interceptable, Is.Zero);
    }

    [Test]
    public void Alertable_wait_of_a_system_thread_is_no_fault_point()
    {
        Fail("KeWaitForSingleObject");
        var @event = MakeEvent(isSet: true);
        var status = NTSTATUS.STATUS_UNSUCCESSFUL;
        Machine.Scheduler.RunOnSystemThread("worker", () => status = Driver.KeWaitForSingleObject(@event, alertable: true));
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Layer.Interceptable, Is.Zero);
    }

    [Test]
    public void Must_succeed_pool_stops_Windows_2000()
    {
        Boot("windows-2000-x86");
        Fail("ExAllocatePoolWithTag");
        var stop = AssertBugCheck(
            BugCheckCode.MUST_SUCCEED_POOL_EMPTY, () => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolMustSucceed, 128, Tag));
        Assert.That(stop.P1, Is.EqualTo(128));
        Assert.That(Layer.Failures.Injections.Single().Shape, Is.EqualTo(FailureShape.Stop));
        Assert.That(Kinds, Has.Some.EqualTo(TraceEventKind.Injected));
    }

    [Test]
    public void MmMapLockedPages_stops_the_machine()
    {
        var mdl = LockedMdl();
        Fail("MmMapLockedPages");
        AssertBugCheck(BugCheckCode.NO_MORE_SYSTEM_PTES, () => Driver.MmGetSystemAddressForMdl(mdl));
        Assert.That(Layer.Failures.Injections.Single().Ddi.Name, Is.EqualTo("MmMapLockedPages"), "the macro calls the export");
    }

    [Test]
    public void Mapping_with_BugCheckOnFailure_stops_the_machine()
    {
        var mdl = LockedMdl();
        Fail("MmMapLockedPagesSpecifyCache");
        AssertBugCheck(BugCheckCode.NO_MORE_SYSTEM_PTES, () => Map(mdl, KPROCESSOR_MODE.KernelMode, bugCheckOnFailure: true));
    }

    private IEnumerable<TraceEventKind> Kinds => Trace.Events.Select(e => e.Kind);

    private void Fail(params string[] ddis) => Intercept([.. ddis.Select((d, i) => Rule(FaultWhen.Always, ddi: d, index: i))]);

    private static Verifier.Engine.Planning.PlannedRule RuleFor(string ddi) => Rule(FaultWhen.Always, ddi: ddi);

    private static void AssertRaises(Action call) => Assert.That(
        () => call(),
        Throws.InstanceOf<KernelException>().With.Property(nameof(KernelException.Status)).EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));

    private Pointer MakeEvent(bool isSet)
    {
        var memory = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, Tag);
        Driver.KeInitializeEvent(memory, EVENT_TYPE.NotificationEvent, isSet);
        // The allocation was a fault point of its own.
        Intercept(RuleFor("KeWaitForSingleObject"));
        return memory;
    }

    private Mdl MdlOf(ulong bytes) => Driver.IoAllocateMdl(Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, bytes, Tag), (uint)bytes);

    private Mdl LockedMdl()
    {
        var mdl = MdlOf(Page);
        Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoModifyAccess);
        return mdl;
    }

    private Pointer Map(Mdl mdl, KPROCESSOR_MODE mode, bool bugCheckOnFailure) => Driver.MmMapLockedPagesSpecifyCache(
        mdl, mode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, bugCheckOnFailure, MM_PAGE_PRIORITY.NormalPagePriority);
}
