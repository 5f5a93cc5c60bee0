namespace Verifier.Kernel;

/// <summary>ACLs and SIDs that drivers build in their own memory.</summary>
internal static class RtlAclDdis
{
    /// <summary>
    /// Makes an empty ACL in a buffer of so many bytes. STATUS_BUFFER_TOO_SMALL for less than 8; STATUS_INVALID_PARAMETER for more than
    /// 65,535 or a revision outside of 2 to 4.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlCreateAcl(Machine machine, Pointer acl, uint aclLength, uint aclRevision) =>
        Acl.Create(machine, acl, aclLength, aclRevision);

    /// <summary>
    /// Puts an ACE that allows access behind those of an ACL. STATUS_INVALID_SID, STATUS_REVISION_MISMATCH, STATUS_INVALID_ACL;
    /// STATUS_ALLOTTED_SPACE_EXCEEDED where it does not fit.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlAddAccessAllowedAce(Machine machine, Pointer acl, uint aceRevision, uint accessMask, Pointer sid) =>
        Acl.AddAllowed(machine, acl, aceRevision, accessMask, sid);

    /// <summary>Bytes of a valid SID.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static uint RtlLengthSid(Machine machine, Pointer sid) => (uint)Sid.Length(machine, sid);

    /// <summary>
    /// Makes a SID of an authority (six bytes); its subauthorities are set through RtlSubAuthoritySid. STATUS_INVALID_PARAMETER for more
    /// than 15 of them.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlInitializeSid(Machine machine, Pointer sid, Pointer identifierAuthority, byte subAuthorityCount)
    {
        const ulong authorityOffset = 2;
        const int authorityBytes = 6;
        if (subAuthorityCount > Sid.MostSubAuthorities)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        Span<byte> authority = stackalloc byte[authorityBytes];
        machine.Memory.CopyFrom(identifierAuthority, authority);
        machine.Memory.Write(sid, Sid.Revision);
        machine.Memory.Write(sid.Address + 1, subAuthorityCount);
        machine.Memory.CopyTo(sid.Address + authorityOffset, authority);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The address of a subauthority of a SID, by its number from 0; nothing checks that there are so many.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static Pointer RtlSubAuthoritySid(Machine machine, Pointer sid, uint subAuthority) => sid + Sid.LengthOf((int)subAuthority);

    /// <summary>Copies a SID into a buffer of so many bytes. STATUS_BUFFER_TOO_SMALL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS RtlCopySid(Machine machine, uint destinationSidLength, Pointer destinationSid, Pointer sourceSid)
    {
        var bytes = Sid.Read(machine, sourceSid);
        if (destinationSidLength < bytes.Length)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        machine.Memory.CopyTo(destinationSid, bytes);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>True if two valid SIDs are the same.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool RtlEqualSid(Machine machine, Pointer sid1, Pointer sid2) =>
        Sid.Read(machine, sid1).AsSpan().SequenceEqual(Sid.Read(machine, sid2));

    /// <summary>True if a SID has the known revision and at most 15 subauthorities.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static bool RtlValidSid(Machine machine, Pointer sid) => Sid.IsValid(machine, sid);
}
