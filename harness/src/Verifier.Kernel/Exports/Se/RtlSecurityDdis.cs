namespace Verifier.Kernel;

/// <summary>Security descriptors that drivers build and read in their own memory, in either form.</summary>
internal static class RtlSecurityDdis
{
    /// <summary>
    /// Makes an absolute security descriptor with nothing in it, 0x28 bytes. STATUS_UNKNOWN_REVISION for another revision than 1.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlCreateSecurityDescriptor(Machine machine, Pointer securityDescriptor, uint revision)
    {
        if (revision != SecurityDescriptor.KnownRevision)
        {
            return NTSTATUS.STATUS_UNKNOWN_REVISION;
        }

        new SecurityDescriptor(machine, securityDescriptor).Initialise();
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// Gives an absolute security descriptor a discretionary ACL, which stays where it is; NULL grants everything, FALSE takes it away.
    /// STATUS_UNKNOWN_REVISION; STATUS_INVALID_SECURITY_DESCR for a self-relative one.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlSetDaclSecurityDescriptor(
        Machine machine, Pointer securityDescriptor, bool daclPresent, Pointer dacl = default, bool daclDefaulted = false)
    {
        var descriptor = new SecurityDescriptor(machine, securityDescriptor);
        if (!descriptor.HasKnownRevision)
        {
            return NTSTATUS.STATUS_UNKNOWN_REVISION;
        }

        if (descriptor.IsSelfRelative)
        {
            return NTSTATUS.STATUS_INVALID_SECURITY_DESCR;
        }

        descriptor.SetDacl(daclPresent, dacl, daclDefaulted);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// The discretionary ACL of a security descriptor; the other results are stored only where it has one. STATUS_UNKNOWN_REVISION.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlGetDaclSecurityDescriptor(
        Machine machine, Pointer securityDescriptor, Out<bool> daclPresent, Out<Pointer> dacl, Out<bool> daclDefaulted)
    {
        var descriptor = new SecurityDescriptor(machine, securityDescriptor);
        return GetAcl(
            machine, descriptor, daclPresent, dacl, daclDefaulted, (SE_CONTROL.SE_DACL_PRESENT, SE_CONTROL.SE_DACL_DEFAULTED), d => d.Dacl);
    }

    /// <summary>The system ACL of a security descriptor; otherwise as RtlGetDaclSecurityDescriptor.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlGetSaclSecurityDescriptor(
        Machine machine, Pointer securityDescriptor, Out<bool> saclPresent, Out<Pointer> sacl, Out<bool> saclDefaulted)
    {
        var descriptor = new SecurityDescriptor(machine, securityDescriptor);
        return GetAcl(
            machine, descriptor, saclPresent, sacl, saclDefaulted, (SE_CONTROL.SE_SACL_PRESENT, SE_CONTROL.SE_SACL_DEFAULTED), d => d.Sacl);
    }

    /// <summary>The owner's SID in a security descriptor, or NULL and nothing else stored. STATUS_UNKNOWN_REVISION.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlGetOwnerSecurityDescriptor(
        Machine machine, Pointer securityDescriptor, Out<Pointer> owner, Out<bool> ownerDefaulted)
    {
        var descriptor = new SecurityDescriptor(machine, securityDescriptor);
        return GetSid(machine, descriptor, owner, ownerDefaulted, SE_CONTROL.SE_OWNER_DEFAULTED, d => d.Owner);
    }

    /// <summary>The primary group's SID in a security descriptor, or NULL and nothing else stored. STATUS_UNKNOWN_REVISION.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlGetGroupSecurityDescriptor(
        Machine machine, Pointer securityDescriptor, Out<Pointer> group, Out<bool> groupDefaulted)
    {
        var descriptor = new SecurityDescriptor(machine, securityDescriptor);
        return GetSid(machine, descriptor, group, groupDefaulted, SE_CONTROL.SE_GROUP_DEFAULTED, d => d.Group);
    }

    /// <summary>Bytes of a valid security descriptor with all its parts.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static uint RtlLengthSecurityDescriptor(Machine machine, Pointer securityDescriptor) =>
        (uint)new SecurityDescriptor(machine, securityDescriptor).Length;

    /// <summary>True if revision, SIDs and ACLs of a security descriptor are well formed.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static bool RtlValidSecurityDescriptor(Machine machine, Pointer securityDescriptor) =>
        !securityDescriptor.IsNull && new SecurityDescriptor(machine, securityDescriptor).Check().IsSuccess;

    /// <summary>
    /// Copies an absolute security descriptor into the driver's buffer in self-relative form; the length is that of the buffer.
    /// STATUS_BUFFER_TOO_SMALL with the length that is needed; STATUS_BAD_DESCRIPTOR_FORMAT for one that is self-relative already.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlAbsoluteToSelfRelativeSD(
        Machine machine, Pointer absoluteSecurityDescriptor, Pointer selfRelativeSecurityDescriptor, InOut<uint> bufferLength)
    {
        var descriptor = new SecurityDescriptor(machine, absoluteSecurityDescriptor);
        if (descriptor.IsSelfRelative)
        {
            return NTSTATUS.STATUS_BAD_DESCRIPTOR_FORMAT;
        }

        var bytes = descriptor.Read().ToSelfRelative();
        if (machine.Memory.Read<uint>(bufferLength) < bytes.Length)
        {
            machine.Memory.Write(bufferLength, (uint)bytes.Length);
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        machine.Memory.CopyTo(selfRelativeSecurityDescriptor, bytes);
        return NTSTATUS.STATUS_SUCCESS;
    }

    private static NTSTATUS GetAcl(
        Machine machine,
        SecurityDescriptor descriptor,
        ulong isPresent,
        ulong acl,
        ulong isDefaulted,
        (SE_CONTROL Present, SE_CONTROL Defaulted) bits,
        Func<SecurityDescriptor, ulong> read)
    {
        if (!descriptor.HasKnownRevision)
        {
            return NTSTATUS.STATUS_UNKNOWN_REVISION;
        }

        machine.Memory.Write(isPresent, (byte)(descriptor.Has(bits.Present) ? 1 : 0));
        if (descriptor.Has(bits.Present))
        {
            machine.Memory.Write(acl, read(descriptor));
            machine.Memory.Write(isDefaulted, (byte)(descriptor.Has(bits.Defaulted) ? 1 : 0));
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    private static NTSTATUS GetSid(
        Machine machine,
        SecurityDescriptor descriptor,
        ulong sid,
        ulong isDefaulted,
        SE_CONTROL defaulted,
        Func<SecurityDescriptor, ulong> read)
    {
        if (!descriptor.HasKnownRevision)
        {
            return NTSTATUS.STATUS_UNKNOWN_REVISION;
        }

        var found = read(descriptor);
        machine.Memory.Write(sid, found);
        if (found != 0)
        {
            machine.Memory.Write(isDefaulted, (byte)(descriptor.Has(defaulted) ? 1 : 0));
        }

        return NTSTATUS.STATUS_SUCCESS;
    }
}
