using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>Driver Verifier's code integrity checks, and the protection of mappings that they look at.</summary>
public sealed class CodeIntegrityTests : MdlFixture
{
    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x2000)]
    public void Executable_pool_is_0x2000()
    {
        Verify();
        var stop = AssertViolation(0x2000, () => NonPaged(100));
        Assert.That((stop.P3, stop.P4), Is.EqualTo(((ulong)POOL_TYPE.NonPagedPool, (ulong)Tag.Value)));
    }

    [TestCase(POOL_TYPE.NonPagedPoolNx)]
    [TestCase(POOL_TYPE.PagedPool)]
    public void Pool_that_is_never_executed_is_right(POOL_TYPE type)
    {
        Verify();
        Assert.That(Driver.ExAllocatePoolWithTag(type, 100, Tag).IsNull, Is.False);
    }

    [Test]
    public void ExAllocatePool2_is_right_unless_it_asks_for_executable_pool()
    {
        Verify();
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_NON_PAGED, 100, Tag).IsNull, Is.False);
        AssertViolation(0x2000, () => Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_NON_PAGED_EXECUTE, 100, Tag));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x2002)]
    public void Mapping_without_MdlMappingNoExecute_is_0x2002()
    {
        Verify();
        var mdl = LockedMdl(Nx(), 100);
        const MM_PAGE_PRIORITY normal = MM_PAGE_PRIORITY.NormalPagePriority;
        var first = Driver.MmGetSystemAddressForMdlSafe(mdl, normal | MM_PAGE_PRIORITY.MdlMappingNoExecute);
        Assert.That(first.IsNull, Is.False);
        var other = LockedMdl(Nx(), 100);
        var stop = AssertViolation(0x2002, () => Driver.MmGetSystemAddressForMdlSafe(other, normal));
        Assert.That(stop.P3, Is.EqualTo((ulong)normal));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x2001)]
    public void Executable_protection_is_0x2001()
    {
        Verify();
        var mdl = LockedMdl(Nx(), 100);
        Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority | MM_PAGE_PRIORITY.MdlMappingNoExecute);
        var stop = AssertViolation(0x2001, () => Driver.MmProtectMdlSystemAddress(mdl, PAGE_PROTECTION.PAGE_EXECUTE_READ));
        Assert.That(stop.P3, Is.EqualTo((ulong)PAGE_PROTECTION.PAGE_EXECUTE_READ));
    }

    [Test]
    public void Without_the_option_all_of_it_is_right()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That(Driver.MmProtectMdlSystemAddress(mdl, PAGE_PROTECTION.PAGE_EXECUTE_READWRITE), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void Read_only_mapping_cannot_be_written_until_it_is_made_writable()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That(Driver.MmProtectMdlSystemAddress(mdl, PAGE_PROTECTION.PAGE_READONLY), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(mapped.Read<byte>(), Is.EqualTo(0xCB));
        Driver.MmProtectMdlSystemAddress(mdl, PAGE_PROTECTION.PAGE_READWRITE);
        mapped.Write(0, 1);
        Driver.MmProtectMdlSystemAddress(mdl, PAGE_PROTECTION.PAGE_READONLY);
        AssertBugCheck(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY, () => mapped.Write(0, 2));
    }

    [Test]
    public void Protection_needs_a_mapping_and_a_meaning()
    {
        var mdl = LockedMdl(NonPaged(100), 100);
        Assert.That(Driver.MmProtectMdlSystemAddress(mdl, PAGE_PROTECTION.PAGE_READONLY), Is.EqualTo(NTSTATUS.STATUS_NOT_MAPPED_VIEW));
        var mapped = Driver.MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        Assert.That(Driver.MmProtectMdlSystemAddress(mdl, 0), Is.EqualTo(NTSTATUS.STATUS_INVALID_PAGE_PROTECTION));
        Assert.That(Driver.MmProtectMdlSystemAddress(mdl, PAGE_PROTECTION.PAGE_NOACCESS), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => mapped.Read<byte>());
    }

    private void Verify() => Boot(ProfileName, DriverVerifierOptions.CodeIntegrityChecks);

    private Pointer Nx() => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, 100, Tag);
}
