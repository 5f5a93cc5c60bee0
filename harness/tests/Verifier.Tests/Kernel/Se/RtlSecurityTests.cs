using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Se;

/// <summary>Security descriptors, ACLs and SIDs that a driver builds itself.</summary>
public sealed class RtlSecurityTests : SecurityFixture
{
    private Pointer Descriptor => NonPaged(0x100);

    private Pointer Acl => NonPaged(0x200);

    [Test]
    public void New_descriptor_is_absolute_and_empty()
    {
        Driver.RtlFillMemory(Descriptor, 0x28, 0xFF);
        Assert.That(Driver.RtlCreateSecurityDescriptor(Descriptor, 2), Is.EqualTo(NTSTATUS.STATUS_UNKNOWN_REVISION));
        Assert.That(Driver.RtlCreateSecurityDescriptor(Descriptor, 1), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Enumerable.Range(0, 5).Select(i => Descriptor.Read<ulong>(i * 8)), Is.EqualTo(new ulong[] { 1, 0, 0, 0, 0 }));
        Driver.RtlGetDaclSecurityDescriptor(Descriptor, out var present, out _, out _);
        Assert.That((present, Driver.RtlLengthSecurityDescriptor(Descriptor)), Is.EqualTo((false, 0x28U)));
        Assert.That(Driver.RtlValidSecurityDescriptor(Descriptor));
    }

    [Test]
    public void Dacl_stays_where_it_is()
    {
        Driver.RtlCreateSecurityDescriptor(Descriptor, 1);
        Driver.RtlCreateAcl(Acl, 0x40, 2);
        Assert.That(Driver.RtlSetDaclSecurityDescriptor(Descriptor, true, Acl, true), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.RtlGetDaclSecurityDescriptor(Descriptor, out var present, out var acl, out var defaulted);
        Assert.That((present, acl, defaulted), Is.EqualTo((true, Acl, true)));
        Assert.That((Descriptor.Read<ushort>(2), Descriptor.ReadPointer(0x20)), Is.EqualTo(((ushort)0xC, Acl)), "as ntifs.h has it");
        Driver.RtlSetDaclSecurityDescriptor(Descriptor, true);
        Driver.RtlGetDaclSecurityDescriptor(Descriptor, out present, out acl, out defaulted);
        Assert.That((present, acl.IsNull, defaulted), Is.EqualTo((true, true, false)), "a NULL ACL is present");
        Driver.RtlSetDaclSecurityDescriptor(Descriptor, false, Acl, true);
        Driver.RtlGetDaclSecurityDescriptor(Descriptor, out present, out _, out _);
        Assert.That((present, Descriptor.Read<ushort>(2)), Is.EqualTo((false, (ushort)0)));
    }

    [Test]
    public void Unknown_revision_and_wrong_form_are_refused()
    {
        Driver.RtlCreateSecurityDescriptor(Descriptor, 1);
        Descriptor.Write(2, (ushort)0x8000);
        Assert.That(Driver.RtlSetDaclSecurityDescriptor(Descriptor, true, Acl), Is.EqualTo(NTSTATUS.STATUS_INVALID_SECURITY_DESCR));
        Descriptor.Write(0, (byte)2);
        Assert.That(Driver.RtlSetDaclSecurityDescriptor(Descriptor, true, Acl), Is.EqualTo(NTSTATUS.STATUS_UNKNOWN_REVISION));
        Assert.That(Driver.RtlGetDaclSecurityDescriptor(Descriptor, out _, out _, out _), Is.EqualTo(NTSTATUS.STATUS_UNKNOWN_REVISION));
        Assert.That(Driver.RtlGetSaclSecurityDescriptor(Descriptor, out _, out _, out _), Is.EqualTo(NTSTATUS.STATUS_UNKNOWN_REVISION));
        Assert.That(Driver.RtlGetOwnerSecurityDescriptor(Descriptor, out _, out _), Is.EqualTo(NTSTATUS.STATUS_UNKNOWN_REVISION));
        Assert.That(Driver.RtlGetGroupSecurityDescriptor(Descriptor, out _, out _), Is.EqualTo(NTSTATUS.STATUS_UNKNOWN_REVISION));
        Assert.That(Driver.RtlValidSecurityDescriptor(Descriptor), Is.False);
        Assert.That(Driver.RtlValidSecurityDescriptor(Pointer.Null), Is.False);
    }

    [Test]
    public void Acl_of_too_few_bytes_or_another_revision_is_refused()
    {
        Assert.That(Driver.RtlCreateAcl(Acl, 7, 2), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(Driver.RtlCreateAcl(Acl, 8, 1), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Driver.RtlCreateAcl(Acl, 8, 5), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Driver.RtlCreateAcl(Acl, 0x10000, 2), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Driver.RtlCreateAcl(Acl, 0xFFFF, 4), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Acl.Read<ushort>(), Acl.Read<ushort>(2), Acl.Read<uint>(4)), Is.EqualTo(((ushort)4, (ushort)0xFFFF, 0U)));
    }

    [Test]
    public void Aces_are_added_until_the_acl_is_full()
    {
        var sid = PutSid("S-1-5-32-544", 0x300);
        Driver.RtlCreateAcl(Acl, 8 + 24 + 23, 2);
        Assert.That(Driver.RtlAddAccessAllowedAce(Acl, 2, 0x1234, sid), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Acl.Read<ushort>(4), Acl.Read<ushort>(8)), Is.EqualTo(((ushort)1, (ushort)0)), "one ACE, which allows");
        Assert.That((Acl.Read<ushort>(10), Acl.Read<uint>(12)), Is.EqualTo(((ushort)24, 0x1234U)), "its size and mask");
        Assert.That(Driver.RtlEqualSid(Acl + 16, sid));
        Assert.That(Driver.RtlAddAccessAllowedAce(Acl, 2, 0x1234, sid), Is.EqualTo(NTSTATUS.STATUS_ALLOTTED_SPACE_EXCEEDED));
        Acl.Write(2, (ushort)(8 + 24 + 24));
        Assert.That(Driver.RtlAddAccessAllowedAce(Acl, 4, 0x1234, sid), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Acl.Read<byte>(), Acl.Read<ushort>(4)), Is.EqualTo(((byte)4, (ushort)2)), "the higher revision stays");
    }

    [Test]
    public void Ace_of_a_bad_sid_revision_or_acl_is_refused()
    {
        var sid = PutSid("S-1-5-18", 0x300);
        Driver.RtlCreateAcl(Acl, 0x40, 2);
        Assert.That(Driver.RtlAddAccessAllowedAce(Acl, 5, 1, sid), Is.EqualTo(NTSTATUS.STATUS_REVISION_MISMATCH));
        Acl.Write(4, (ushort)9);
        Assert.That(Driver.RtlAddAccessAllowedAce(Acl, 2, 1, sid), Is.EqualTo(NTSTATUS.STATUS_INVALID_ACL));
        sid.Write(0, (byte)2);
        Assert.That(Driver.RtlAddAccessAllowedAce(Acl, 2, 1, sid), Is.EqualTo(NTSTATUS.STATUS_INVALID_SID));
    }

    [Test]
    public void Sid_is_built_of_authority_and_subauthorities()
    {
        var (sid, authority) = (NonPaged(0x300), NonPaged(0x380));
        authority.CopyTo([0, 0, 0, 0, 0, 5]);
        Assert.That(Driver.RtlInitializeSid(sid, authority, 16), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Driver.RtlInitializeSid(sid, authority, 2), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.RtlSubAuthoritySid(sid, 0).Write(0, 32U);
        Driver.RtlSubAuthoritySid(sid, 1).Write(0, 544U);
        Assert.That((Driver.RtlLengthSid(sid), Driver.RtlValidSid(sid)), Is.EqualTo((16U, true)));
        Assert.That(Driver.RtlEqualSid(sid, PutSid("S-1-5-32-544", 0x3C0)));
        Assert.That(Driver.RtlEqualSid(sid, PutSid("S-1-5-32-545", 0x3C0)), Is.False);
        sid.Write(1, (byte)16);
        Assert.That(Driver.RtlValidSid(sid), Is.False);
        Assert.That(Driver.RtlValidSid(Pointer.Null), Is.False);
    }

    [Test]
    public void Sid_is_copied_where_there_is_room()
    {
        var (from, to) = (PutSid("S-1-5-32-544", 0x300), NonPaged(0x380));
        Assert.That(Driver.RtlCopySid(15, to, from), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(to.Read<ulong>(), Is.Zero);
        Assert.That(Driver.RtlCopySid(16, to, from), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.RtlEqualSid(from, to));
    }

    [Test]
    public void Absolute_descriptor_becomes_self_relative_in_a_buffer_that_is_large_enough()
    {
        var (absolute, relative, length) = (PutAbsolute(), NonPaged(0x800), 0U);
        Assert.That(Driver.RtlAbsoluteToSelfRelativeSD(absolute, relative, ref length), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(length, Is.EqualTo(0x14U + 0x40));
        length--;
        Assert.That(Driver.RtlAbsoluteToSelfRelativeSD(absolute, relative, ref length), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(relative.Read<uint>(), Is.Zero, "nothing was written");
        Assert.That(Driver.RtlAbsoluteToSelfRelativeSD(absolute, relative, ref length), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((relative.Read<ushort>(2), relative.Read<uint>(0x10)), Is.EqualTo(((ushort)0x8004, 0x14U)), "an offset to the ACL");
        Assert.That(Driver.RtlLengthSecurityDescriptor(relative), Is.EqualTo(length));
        Driver.RtlGetDaclSecurityDescriptor(relative, out _, out var acl, out _);
        Assert.That(acl, Is.EqualTo(relative + 0x14));
        Assert.That(Driver.RtlValidSecurityDescriptor(relative));
        Assert.That(Driver.RtlAbsoluteToSelfRelativeSD(relative, absolute, ref length), Is.EqualTo(NTSTATUS.STATUS_BAD_DESCRIPTOR_FORMAT));
    }

    [Test]
    public void Owner_group_and_system_acl_are_found_in_either_form()
    {
        var relative = FromText("O:BAG:SYS:D:P(A;;GR;;;WD)");
        Driver.RtlGetOwnerSecurityDescriptor(relative, out var owner, out var defaulted);
        Assert.That((Driver.RtlEqualSid(owner, PutSid("S-1-5-32-544", 0x300)), defaulted), Is.EqualTo((true, false)));
        Driver.RtlGetGroupSecurityDescriptor(relative, out var group, out _);
        Assert.That(Driver.RtlEqualSid(group, PutSid("S-1-5-18", 0x300)));
        Driver.RtlGetSaclSecurityDescriptor(relative, out var present, out var sacl, out _);
        Assert.That((present, sacl.Read<ushort>(2)), Is.EqualTo((true, (ushort)8)), "an empty ACL");
        var absolute = PutAbsolute();
        Driver.RtlGetOwnerSecurityDescriptor(absolute, out owner, out _);
        Driver.RtlGetGroupSecurityDescriptor(absolute, out group, out _);
        Driver.RtlGetSaclSecurityDescriptor(absolute, out present, out _, out _);
        Assert.That((owner.IsNull, group.IsNull, present), Is.EqualTo((true, true, false)));
    }
}
