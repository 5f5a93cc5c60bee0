using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using BugCheckCode = Verifier.Kernel.BugCheckCode;
using FailureShape = Verifier.Kernel.FailureShape;

namespace Verifier.Tests.Engine.Interception;

/// <summary>A call that is made to fail fails as this DDI fails when memory is really short, and leaves nothing behind.</summary>
public sealed class FailureShapeTests : LayerFixture
{
    private const ulong Page = 4096;
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
            Assert.That(Layer.Injections.Select(i => i.Shape), Is.All.EqualTo(FailureShape.Null).And.Exactly(6).Items);
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
        Assert.That(Layer.Injections.Single().Status, Is.EqualTo(NTSTATUS.STATUS_QUOTA_EXCEEDED));
    }

    [TestCase(8, 4)]
    [TestCase(3, 1)]
    [TestCase(1, 1)]
    public void Short_result_has_half_the_pages_and_at_least_one(int asked, int given)
    {
        Intercept(RuleFor("MmAllocatePagesForMdl") with { Shape = FailureShape.Short });
        var mdl = Driver.MmAllocatePagesForMdl(0, Everything, 0, (ulong)asked * Page);
        Assert.That(mdl.IsNull, Is.False);
        Assert.That(Driver.MmGetMdlByteCount(mdl), Is.EqualTo((ulong)given * Page));
        Assert.That(Layer.Injections.Single().Shape, Is.EqualTo(FailureShape.Short));
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

    [Test]
    public void Shape_that_a_DDI_does_not_have_falls_back_to_its_own()
    {
        Intercept(RuleFor("ExAllocatePoolWithTag") with { Shape = FailureShape.Short });
        Assert.That(FailedOf(1), Is.EqualTo(new[] { 1 }));
        Assert.That(Layer.Injections.Single().Shape, Is.EqualTo(FailureShape.Null));
    }

    [Test]
    public void Alertable_wait_of_the_application_is_alerted_though_nothing_was_signalled()
    {
        Fail("KeWaitForSingleObject");
        var @event = MakeEvent(isSet: false);
        Assert.That(Driver.KeWaitForSingleObject(@event, alertable: true), Is.EqualTo(NTSTATUS.STATUS_ALERTED));
        Assert.That(NTSTATUS.STATUS_ALERTED.IsSuccess, "which is the trap");
        Assert.That(Layer.Injections.Single().Shape, Is.EqualTo(FailureShape.Alerted));
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
        Assert.That(Layer.Injections.Single().Shape, Is.EqualTo(FailureShape.Stop));
        Assert.That(Kinds, Has.Some.EqualTo(TraceEventKind.Injected));
    }

    [Test]
    public void MmMapLockedPages_stops_the_machine()
    {
        var mdl = LockedMdl();
        Fail("MmMapLockedPages");
        AssertBugCheck(BugCheckCode.NO_MORE_SYSTEM_PTES, () => Driver.MmGetSystemAddressForMdl(mdl));
        Assert.That(Layer.Injections.Single().Ddi.Name, Is.EqualTo("MmMapLockedPages"), "the macro calls the export");
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
