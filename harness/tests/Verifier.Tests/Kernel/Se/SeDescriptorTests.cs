using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Se;

/// <summary>Security descriptors that the kernel copies into pool memory, and what happens when there is none.</summary>
public sealed class SeDescriptorTests : SecurityFixture
{
    private const KPROCESSOR_MODE KernelMode = KPROCESSOR_MODE.KernelMode;
    private const KPROCESSOR_MODE UserMode = KPROCESSOR_MODE.UserMode;

    [Test]
    public void Captured_descriptor_is_a_pool_block_of_the_driver()
    {
        Assert.That(Capture(PutAbsolute(), out var captured), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Pool.Census.BlockAt(captured)?.Owner, Is.EqualTo(Driver.Image));
        Assert.That(captured.Read<ushort>(2), Is.EqualTo(0x8004), "self-relative");
        Driver.ExFreePool(captured);
        Assert.That(Machine.Breaches, Is.Empty);
        Assert.That(Machine.Pool.Census.BlockAt(captured), Is.Null);
    }

    [Test]
    public void Kernel_mode_caller_that_wants_no_copy_gets_what_it_gave()
    {
        var given = PutAbsolute();
        Driver.SeCaptureSecurityDescriptor(given, KernelMode, POOL_TYPE.PagedPool, false, out var captured);
        Assert.That(captured, Is.EqualTo(given));
        Driver.SeReleaseSecurityDescriptor(captured, KernelMode, false);
        Driver.SeCaptureSecurityDescriptor(given, UserMode, POOL_TYPE.PagedPool, false, out captured);
        Assert.That(captured, Is.Not.EqualTo(given));
        Driver.SeReleaseSecurityDescriptor(captured, UserMode, false);
        Assert.That(Machine.Pool.Census.BlockAt(captured), Is.Null);
        Driver.SeCaptureSecurityDescriptor(Pointer.Null, UserMode, POOL_TYPE.PagedPool, true, out captured);
        Assert.That(captured.IsNull, "nothing is captured of nothing");
    }

    [Test]
    public void Malformed_descriptor_is_not_captured()
    {
        var given = PutAbsolute();
        NonPaged(0x200).Write(4, (ushort)100);
        Assert.That(Capture(given, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_ACL));
        given.WritePointer(8, PutSid("S-1-5-18", 0x300));
        NonPaged(0x300).Write(0, (byte)7);
        Assert.That(Capture(given, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_SID));
        given.Write(0, (byte)9);
        Assert.That(Capture(given, out _), Is.EqualTo(NTSTATUS.STATUS_UNKNOWN_REVISION));
    }

    [Test]
    public void Without_pool_nothing_is_made()
    {
        BootWithEmptyPool(POOL_TYPE.PagedPool);
        var text = Driver.SeConvertStringSecurityDescriptorToSecurityDescriptor("D:(A;;GA;;;WD)", 1, out var made);
        Assert.That((text, made.IsNull), Is.EqualTo((NTSTATUS.STATUS_INSUFFICIENT_RESOURCES, true)));
        Assert.That((Capture(PutAbsolute(), out made), made.IsNull), Is.EqualTo((NTSTATUS.STATUS_INSUFFICIENT_RESOURCES, true)));
        var assigned = Driver.SeAssignSecurity(default, default, out made, false, Context(), FileMapping, POOL_TYPE.PagedPool);
        Assert.That((assigned, made.IsNull), Is.EqualTo((NTSTATUS.STATUS_INSUFFICIENT_RESOURCES, true)));
        Assert.That(Driver.ObLogSecurityDescriptor(PutAbsolute(), out made, 1), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [TestCase("SeCaptureSecurityDescriptor")]
    [TestCase("SeAssignSecurity")]
    [TestCase("SeSetSecurityDescriptorInfo")]
    [TestCase("SeConvertStringSecurityDescriptorToSecurityDescriptor")]
    [TestCase("SeCreateClientSecurity")]
    [TestCase("SeAppendPrivileges")]
    [TestCase("ObLogSecurityDescriptor")]
    [TestCase("ZwSetSecurityObject")]
    [TestCase("IoCreateDeviceSecure")]
    public void Shortage_is_a_status(string name)
    {
        var failure = DdiCatalogue.Find(name)!.Failure;
        Assert.That((failure.Shape, failure.Status), Is.EqualTo((FailureShape.Status, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)));
    }

    [Test]
    public void New_object_gets_what_is_explicit_and_the_creators_owner()
    {
        Driver.SeAssignSecurity(default, PutAbsolute(), out var made, false, Context(), FileMapping, POOL_TYPE.PagedPool);
        Driver.RtlGetOwnerSecurityDescriptor(made, out var owner, out _);
        Assert.That(Driver.RtlEqualSid(owner, PutSid("S-1-5-21-1-1-1-1000", 0x300)), "the application's user");
        Driver.RtlGetDaclSecurityDescriptor(made, out var present, out _, out _);
        Assert.That(present);
        var gone = made;
        Assert.That(Driver.SeDeassignSecurity(ref made), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((made.IsNull, Machine.Pool.Census.BlockAt(gone) is null), Is.EqualTo((true, true)));
    }

    [Test]
    public void Query_copies_the_parts_asked_for_or_says_how_long_they_are()
    {
        var (descriptor, buffer, length) = (FromText("O:BAG:SYD:(A;;GA;;;SY)"), NonPaged(0x800), 0U);
        const SECURITY_INFORMATION owner = SECURITY_INFORMATION.OWNER_SECURITY_INFORMATION;
        var status = Driver.SeQuerySecurityDescriptorInfo(owner, buffer, ref length, descriptor);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That((length, buffer.Read<uint>()), Is.EqualTo((0x14U + 16, 0U)));
        Assert.That(Driver.SeQuerySecurityDescriptorInfo(owner, buffer, ref length, descriptor), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.RtlGetOwnerSecurityDescriptor(buffer, out var sid, out _);
        Assert.That(Driver.RtlEqualSid(sid, PutSid("S-1-5-32-544", 0x300)));
        Driver.RtlGetGroupSecurityDescriptor(buffer, out var group, out _);
        Driver.RtlGetDaclSecurityDescriptor(buffer, out var present, out _, out _);
        Assert.That((group.IsNull, present), Is.EqualTo((true, false)));
        Driver.SeQuerySecurityDescriptorInfo(owner, buffer, ref length, 0);
        Assert.That(length, Is.EqualTo(0x14U), "an object without security has none of it");
    }

    [Test]
    public void Set_makes_a_new_descriptor_with_the_parts_that_change()
    {
        var (old, change) = (FromText("O:BAD:(A;;GA;;;SY)"), FromText("O:SYD:(D;;GA;;;WD)(A;;GA;;;BA)"));
        var current = old;
        var status = Driver.SeSetSecurityDescriptorInfo(
            default, SECURITY_INFORMATION.DACL_SECURITY_INFORMATION, change, ref current, POOL_TYPE.PagedPool, FileMapping);
        Assert.That((status, current == old), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, false)));
        Driver.RtlGetDaclSecurityDescriptor(current, out _, out var acl, out _);
        Driver.RtlGetOwnerSecurityDescriptor(current, out var owner, out _);
        Assert.That((acl.Read<ushort>(4), Driver.RtlEqualSid(owner, PutSid("S-1-5-32-544", 0x300))), Is.EqualTo(((ushort)2, true)));
        current = default;
        Assert.That(
            Driver.SeSetSecurityDescriptorInfo(default, default, change, ref current, POOL_TYPE.PagedPool, FileMapping),
            Is.EqualTo(NTSTATUS.STATUS_NO_SECURITY_ON_OBJECT));
        current = PutAbsolute();
        Assert.That(
            Driver.SeSetSecurityDescriptorInfo(default, default, change, ref current, POOL_TYPE.PagedPool, FileMapping),
            Is.EqualTo(NTSTATUS.STATUS_BAD_DESCRIPTOR_FORMAT));
    }

    [TestCase("", 0x14)]
    [TestCase("D:", 0x14 + 8)]
    [TestCase("D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)", 0x14 + 8 + 20 + 24)]
    [TestCase("O:S-1-5-18G:S-1-1-0D:AI(D;OICI;0x1200a9;;;S-1-5-21-1-2-3-500)", 0x14 + 12 + 12 + 8 + 36)]
    public void Text_becomes_a_self_relative_descriptor(string text, int length)
    {
        var status = Driver.SeConvertStringSecurityDescriptorToSecurityDescriptor(text, 1, out var made, NonPaged(0x800));
        Assert.That((status, NonPaged(0x800).Read<uint>()), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, (uint)length)));
        Assert.That((Driver.RtlLengthSecurityDescriptor(made), Driver.RtlValidSecurityDescriptor(made)), Is.EqualTo(((uint)length, true)));
    }

    [TestCase("D:(A;;GA;;;XX)")]
    [TestCase("D:(A;;QQ;;;SY)")]
    [TestCase("D:(A;;GA;;SY)")]
    [TestCase("D:(AU;;GA;;;SY)")]
    [TestCase("D:(A;;GA;;;SY")]
    [TestCase("D:Q(A;;GA;;;SY)")]
    [TestCase("X:SY")]
    [TestCase("O:S-1-5-4294967296")]
    [TestCase("nonsense")]
    public void Text_that_is_no_descriptor_is_refused(string text) => Assert.That(
        Driver.SeConvertStringSecurityDescriptorToSecurityDescriptor(text, 1, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));

    [Test]
    [Raises(BugCheckCode.REFERENCE_BY_POINTER, 0)]
    public void Logged_descriptor_goes_with_its_last_reference()
    {
        Assert.That(Driver.ObLogSecurityDescriptor(PutAbsolute(), out var kept, 3), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.RtlValidSecurityDescriptor(kept));
        Driver.ObDereferenceSecurityDescriptor(kept, 2);
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Select(r => r.Kind), Is.EqualTo(new[] { ResourceKind.Reference }));
        Driver.ObDereferenceSecurityDescriptor(kept, 1);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
        AssertBugCheck(BugCheckCode.REFERENCE_BY_POINTER, () => Driver.ObDereferenceSecurityDescriptor(kept, 1));
    }

    private NTSTATUS Capture(Pointer descriptor, out Pointer captured) =>
        Driver.SeCaptureSecurityDescriptor(descriptor, KernelMode, POOL_TYPE.PagedPool, true, out captured);

    private Pointer Context()
    {
        Driver.SeCaptureSubjectContext(NonPaged(0xC00));
        return NonPaged(0xC00);
    }
}
