using System.Buffers.Binary;

namespace Verifier.Kernel;

/// <summary>SeAccessCheck's decision for an application: what a discretionary ACL and privileges grant to a token.</summary>
internal sealed class AccessCheck(Machine machine, ulong token, ulong genericMapping)
{
    public const uint MaximumAllowed = 0x0200_0000;
    public const uint GenericAll = 0x1000_0000;

    private const uint ReadControl = 0x0002_0000, WriteDac = 0x0004_0000, WriteOwner = 0x0008_0000, SystemSecurity = 0x0100_0000;

    private static readonly (uint Generic, ulong Offset)[] GenericRights =
        [(0x8000_0000, 0x0), (0x4000_0000, 0x4), (0x2000_0000, 0x8), (GenericAll, 0xC)];

    private readonly byte[][] _sids = machine.Security.Tokens.SidsOf(token);

    /// <summary>Privileges that granted something.</summary>
    public List<uint> UsedPrivileges { get; } = [];

    /// <summary>The granted access; 0 if not all that was asked for is granted.</summary>
    public uint Grant(SecurityParts descriptor, uint desired, uint alreadyGranted)
    {
        var wantsMaximum = (desired & MaximumAllowed) != 0;
        var wanted = Mapped(desired & ~MaximumAllowed);
        var granted = alreadyGranted;
        granted |= ByPrivilege(wanted & ~granted, SystemSecurity, Privileges.Security);
        if (descriptor.Dacl is not { } acl)
        {
            granted |= (wanted & ~SystemSecurity) | (wantsMaximum ? Mapped(GenericAll) : 0);
        }
        else
        {
            var isOwner = descriptor.Owner is { } owner && IsMine(owner);
            granted |= ByAcl(acl, isOwner, wantsMaximum ? ~SystemSecurity : wanted & ~granted & ~SystemSecurity);
            granted |= ByPrivilege(wanted & ~granted, WriteOwner, Privileges.TakeOwnership);
        }

        return (wanted & ~granted) == 0 ? granted : 0;
    }

    /// <summary>Generic rights as the specific ones that the object's type has for them.</summary>
    public uint Mapped(uint access)
    {
        foreach (var (generic, offset) in GenericRights)
        {
            if ((access & generic) != 0)
            {
                access = (access & ~generic) | machine.Memory.Read<uint>(genericMapping + offset);
            }
        }

        return access;
    }

    private uint ByPrivilege(uint wanted, uint right, uint privilege)
    {
        if ((wanted & right) == 0 || !machine.Security.Tokens.Holds(token, privilege))
        {
            return 0;
        }

        UsedPrivileges.Add(privilege);
        return right;
    }

    /// <summary>
    /// The rights among some that an ACL grants, each by the first ACE that names it. The owner may always read and change the ACL.
    /// </summary>
    private uint ByAcl(byte[] acl, bool isOwner, uint open)
    {
        var granted = isOwner ? open & (ReadControl | WriteDac) : 0;
        open &= ~granted;
        foreach (var (type, access, sid) in AcesOf(acl))
        {
            if (IsMine(sid))
            {
                granted |= type == Acl.AccessAllowed ? Mapped(access) & open : 0;
                open &= ~Mapped(access);
            }
        }

        return granted;
    }

    private bool IsMine(byte[] sid) => Array.Exists(_sids, mine => mine.AsSpan().SequenceEqual(sid));

    private static IEnumerable<(byte Type, uint Access, byte[] Sid)> AcesOf(byte[] acl)
    {
        var at = Acl.HeaderBytes;
        for (var left = BinaryPrimitives.ReadUInt16LittleEndian(acl.AsSpan(4)); left > 0; left--)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(acl.AsSpan(at + 2));
            if (acl[at] is Acl.AccessAllowed or Acl.AccessDenied && (acl[at + 1] & Acl.InheritOnly) == 0)
            {
                var access = BinaryPrimitives.ReadUInt32LittleEndian(acl.AsSpan(at + 4));
                var sid = at + Acl.AceHeaderBytes;
                yield return (acl[at], access, acl[sid..(sid + Sid.LengthOf(acl[sid + 1]))]);
            }

            at += size;
        }
    }
}
