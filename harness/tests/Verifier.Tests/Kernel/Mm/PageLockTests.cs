using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>MmProbeAndLockPages and MmUnlockPages: probing, staying in memory, and every rule about flags.</summary>
public sealed class PageLockTests : MdlFixture
{
    [Test]
    public void Lock_fills_in_the_pages_and_unlock_takes_the_flags_away()
    {
        var buffer = User(Page + 100);
        var mdl = MdlFor(buffer, 100);
        Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.UserMode, LOCK_OPERATION.IoWriteAccess);
        const MDL_FLAGS locked = MDL_FLAGS.MDL_PAGES_LOCKED | MDL_FLAGS.MDL_WRITE_OPERATION;
        Assert.That(mdl.MdlFlags, Is.EqualTo(MDL_FLAGS.MDL_ALLOCATED_FIXED_SIZE | locked));
        Assert.That(mdl.Process.Address, Is.EqualTo(Machine.User.Process).And.Not.Zero);
        Assert.That(Driver.MmGetMdlPfnArray(mdl).Read<ulong>(), Is.EqualTo(Driver.MmGetPhysicalAddress(buffer) >> 12));
        Assert.That(Held(ResourceKind.LockedPages), Is.EqualTo(1));
        Driver.MmUnlockPages(mdl);
        Assert.That(mdl.MdlFlags, Is.EqualTo(MDL_FLAGS.MDL_ALLOCATED_FIXED_SIZE));
        Assert.That(Held(ResourceKind.LockedPages), Is.Zero);
    }

    [Test]
    public void Locked_page_is_not_trimmed_and_an_unlocked_one_is()
    {
        var buffer = Paged(Page);
        var mdl = LockedMdl(buffer, (uint)Page);
        Machine.Paging.Trim();
        Assert.That(Driver.MmIsAddressValid(buffer));
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Assert.That(() => buffer.Write(0, 1), Throws.Nothing, "a locked page is in memory at any IRQL");
        Driver.MmUnlockPages(mdl);
        Machine.Paging.Trim();
        Assert.That(Driver.MmIsAddressValid(buffer), Is.False);
        var stop = AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => buffer.Write(0, 1));
        Assert.That((stop.P1, stop.P2, stop.P3), Is.EqualTo((buffer.Address, 2UL, 1UL)));
    }

    [Test]
    public void Lock_pages_in_what_was_trimmed()
    {
        var buffer = User(Page);
        buffer.Write(0, 77);
        Machine.Paging.Trim();
        var pageIns = Machine.Pages.PageIns;
        var mdl = LockedMdl(buffer, 4, KPROCESSOR_MODE.UserMode);
        Assert.That(Machine.Pages.PageIns, Is.EqualTo(pageIns + 1));
        Assert.That(Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority).Read<int>(), Is.EqualTo(77));
    }

    [Test]
    public void Lock_at_dispatch_of_a_trimmed_page_is_0x0A()
    {
        var buffer = Paged(Page);
        var mdl = MdlFor(buffer, 100);
        Machine.Paging.Trim();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        var stop = AssertBugCheck(
            BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
            () => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((buffer.Address, 2UL)));
    }

    [Test]
    public void Lock_of_a_kernel_address_for_user_mode_raises_access_violation()
    {
        var mdl = MdlFor(NonPaged(100), 100);
        AssertRaises(
            NTSTATUS.STATUS_ACCESS_VIOLATION,
            () => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.UserMode, LOCK_OPERATION.IoReadAccess));
        Assert.That(mdl.MdlFlags, Is.EqualTo(MDL_FLAGS.MDL_ALLOCATED_FIXED_SIZE));
    }

    [Test]
    public void Lock_beyond_the_end_of_a_user_buffer_raises_and_leaves_nothing_locked()
    {
        var available = Machine.Physical.Available;
        var buffer = User(Page);
        var mdl = MdlFor(buffer, 2 * (uint)Page);
        AssertRaises(
            NTSTATUS.STATUS_ACCESS_VIOLATION,
            () => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.UserMode, LOCK_OPERATION.IoReadAccess));
        Assert.That(Machine.Pages.LockCount(Machine.Pages.PageOf(buffer)), Is.Zero);
        Assert.That(Machine.User.LockedPages, Is.Zero);
        Assert.That(Machine.Physical.Available, Is.EqualTo(available).Or.EqualTo(available - 1), "one page may hold the MDL");
    }

    [Test]
    public void Lock_without_physical_pages_raises_insufficient_resources()
    {
        var mdl = MdlFor(User(3 * Page), 3 * (uint)Page);
        Assert.That(Machine.Physical.TryTake(Machine.Physical.Available - 2));
        AssertRaises(
            NTSTATUS.STATUS_INSUFFICIENT_RESOURCES,
            () => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.UserMode, LOCK_OPERATION.IoReadAccess));
        Assert.That(Machine.Physical.Available, Is.EqualTo(2), "what was locked before is unlocked");
        Assert.That(Ddis.MmProbeAndLockPages.Failure, Is.EqualTo(new FailureContract(FailureShape.Raise, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x70)]
    public void Lock_above_dispatch_is_0x70_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var mdl = MdlFor(NonPaged(100), 100);
        Machine.Irql = (KIRQL)5;
        var stop = AssertViolation(0x70, () => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((5UL, mdl.Pointer.Address, 0UL)));
    }

    [Test]
    public void Lock_twice_is_0xB0_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var mdl = LockedMdl(NonPaged(100), 100);
        var flags = (ulong)mdl.MdlFlags;
        var stop = AssertViolation(0xB0, () => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((mdl.Pointer.Address, flags, (ulong)MDL_FLAGS.MDL_PAGES_LOCKED)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xB0)]
    public void Lock_of_a_nonpaged_mdl_is_0xB0_when_verified_and_noted_when_not()
    {
        var mdl = MdlFor(NonPaged(100), 100);
        Driver.MmBuildMdlForNonPagedPool(mdl);
        Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess);
        Assert.That(Machine.Violations.Single().P1, Is.EqualTo(0xB0));
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        mdl = MdlFor(NonPaged(100), 100);
        Driver.MmBuildMdlForNonPagedPool(mdl);
        AssertViolation(0xB0, () => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x71)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xB1)]
    public void Lock_of_a_processs_pages_has_its_own_sub_codes()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var mdl = MdlFor(User(Page), 100);
        var process = Driver.At(Machine.User.Process);
        Driver.MmProbeAndLockProcessPages(mdl, process, KPROCESSOR_MODE.UserMode, LOCK_OPERATION.IoReadAccess);
        Assert.That(mdl.Process, Is.EqualTo(process));
        AssertViolation(
            0xB1, () => Driver.MmProbeAndLockProcessPages(mdl, process, KPROCESSOR_MODE.UserMode, LOCK_OPERATION.IoReadAccess));
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        mdl = MdlFor(User(Page), 100);
        Machine.Irql = (KIRQL)3;
        AssertViolation(
            0x71, () => Driver.MmProbeAndLockProcessPages(mdl, process, KPROCESSOR_MODE.UserMode, LOCK_OPERATION.IoReadAccess));
    }

    [TestCase(DriverVerifierOptions.None)]
    [TestCase(DriverVerifierOptions.SpecialPool)]
    public void Pool_freed_while_locked_is_0x4E_0x9A(DriverVerifierOptions options)
    {
        Boot(ProfileName, options);
        var bytes = options == DriverVerifierOptions.None ? 2 * (uint)Page : 100;
        var buffer = NonPaged(bytes);
        LockedMdl(buffer, bytes);
        var stop = AssertBugCheck(BugCheckCode.PFN_LIST_CORRUPT, () => Driver.ExFreePool(buffer));
        Assert.That(stop.P1, Is.EqualTo(0x9A));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x6F)]
    public void Lock_of_device_registers_is_0x6F_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var registers = Driver.MmMapIoSpace(0xFE00_0000, 0x100, MEMORY_CACHING_TYPE.MmNonCached);
        var mdl = MdlFor(registers, 0x100);
        var stop = AssertViolation(0x6F, () => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((mdl.Pointer.Address, 0xFE000UL)));
    }

    [TestCase(DriverVerifierOptions.IoVerification)]
    [TestCase(DriverVerifierOptions.None)]
    public void Unlock_of_an_mdl_never_locked_is_0x7C_or_0x4E_7(DriverVerifierOptions options)
    {
        Boot(ProfileName, options);
        var mdl = MdlFor(NonPaged(100), 100);
        if (options != DriverVerifierOptions.None)
        {
            AssertViolation(0x7C, () => Driver.MmUnlockPages(mdl));
            return;
        }

        var stop = AssertBugCheck(BugCheckCode.PFN_LIST_CORRUPT, () => Driver.MmUnlockPages(mdl));
        Assert.That(stop.P1, Is.EqualTo(7));
    }

    [Test]
    [Raises(BugCheckCode.PROCESS_HAS_LOCKED_PAGES, 0x1)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x7C)]
    public void Unlock_twice_of_user_pages_unverified_is_0x76_1()
    {
        var mdl = LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode);
        Driver.MmUnlockPages(mdl);
        var stop = AssertBugCheck(BugCheckCode.PROCESS_HAS_LOCKED_PAGES, () => Driver.MmUnlockPages(mdl));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((1UL, mdl.Pointer.Address)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x7D)]
    public void Unlock_of_a_nonpaged_mdl_is_0x7D_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var mdl = MdlFor(NonPaged(100), 100);
        Driver.MmBuildMdlForNonPagedPool(mdl);
        AssertViolation(0x7D, () => Driver.MmUnlockPages(mdl));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xB4)]
    public void Unlock_of_a_partial_mdl_is_0xB4_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var buffer = NonPaged(100);
        var whole = LockedMdl(buffer, 100);
        var part = MdlFor(buffer, 50);
        Driver.IoBuildPartialMdl(whole, part, buffer, 50);
        var stop = AssertViolation(0xB4, () => Driver.MmUnlockPages(part));
        Assert.That(stop.P4, Is.EqualTo((ulong)MDL_FLAGS.MDL_PARTIAL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x78)]
    public void Unlock_above_dispatch_is_0x78_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        var mdl = LockedMdl(NonPaged(100), 100);
        Machine.Irql = (KIRQL)3;
        AssertViolation(0x78, () => Driver.MmUnlockPages(mdl));
    }

    [Test]
    public void Unlock_drops_the_mapping()
    {
        var mdl = LockedMdl(User(Page), 10, KPROCESSOR_MODE.UserMode);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Driver.MmUnlockPages(mdl);
        Assert.That(mdl.MdlFlags & MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA, Is.EqualTo((MDL_FLAGS)0));
        Assert.That(Held(ResourceKind.Mapping), Is.Zero);
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => mapped.Read<byte>());
    }

    [Test]
    public void Process_that_ends_clean_frees_its_buffers()
    {
        var buffer = User(Page);
        Driver.MmUnlockPages(LockedMdl(buffer, 10, KPROCESSOR_MODE.UserMode));
        Machine.User.EndProcess();
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => buffer.Read<byte>());
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS)]
    public void Process_of_a_tracked_driver_that_ends_with_pages_locked_is_0xCB()
    {
        Boot(ProfileName, DriverVerifierOptions.PoolTracking);
        var mdl = LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var stop = AssertBugCheck(BugCheckCode.DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS, () => Machine.User.EndProcess());
        Assert.That((stop.P1, stop.P2, stop.P3, stop.P4), Is.EqualTo((0UL, 0UL, mdl.Pointer.Address, 2UL)));
    }

    [Test]
    [Raises(BugCheckCode.PROCESS_HAS_LOCKED_PAGES, 0x0)]
    public void Process_that_ends_with_pages_locked_is_0x76_0()
    {
        LockedMdl(User(2 * Page), 2 * (uint)Page, KPROCESSOR_MODE.UserMode);
        var stop = AssertBugCheck(BugCheckCode.PROCESS_HAS_LOCKED_PAGES, () => Machine.User.EndProcess());
        Assert.That((stop.P1, stop.P2, stop.P3, stop.P4), Is.EqualTo((0UL, Machine.User.Process, 2UL, 0UL)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x20019)]
    public void Lock_of_pageable_memory_at_DISPATCH_LEVEL_is_0x20019()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        var mdl = MdlFor(Paged(100), 100);
        Driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out _);
        AssertViolation(0x20019, () => Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoReadAccess));
    }
}
