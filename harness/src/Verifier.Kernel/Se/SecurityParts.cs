using System.Buffers.Binary;

namespace Verifier.Kernel;

/// <summary>The contents of a security descriptor, independent of its address. An ACL that is present and null is a NULL ACL.</summary>
/// <param name="Control">The control bits, without SE_SELF_RELATIVE.</param>
internal sealed record SecurityParts(SE_CONTROL Control)
{
    private const SE_CONTROL OwnerBits = SE_CONTROL.SE_OWNER_DEFAULTED;
    private const SE_CONTROL GroupBits = SE_CONTROL.SE_GROUP_DEFAULTED;
    private const SE_CONTROL DaclBits = SE_CONTROL.SE_DACL_PRESENT | SE_CONTROL.SE_DACL_DEFAULTED | SE_CONTROL.SE_DACL_PROTECTED;
    private const SE_CONTROL SaclBits = SE_CONTROL.SE_SACL_PRESENT | SE_CONTROL.SE_SACL_DEFAULTED | SE_CONTROL.SE_SACL_PROTECTED;

    /// <summary>The owner's SID.</summary>
    public byte[]? Owner { get; init; }

    /// <summary>The primary group's SID.</summary>
    public byte[]? Group { get; init; }

    /// <summary>The system ACL.</summary>
    public byte[]? Sacl { get; init; }

    /// <summary>The discretionary ACL.</summary>
    public byte[]? Dacl { get; init; }

    /// <summary>These parts, with some of them taken from others.</summary>
    public SecurityParts With(SECURITY_INFORMATION which, SecurityParts others)
    {
        var bits = Bits(which);
        return new SecurityParts((Control & ~bits) | (others.Control & bits))
        {
            Owner = Means(which, SECURITY_INFORMATION.OWNER_SECURITY_INFORMATION) ? others.Owner : Owner,
            Group = Means(which, SECURITY_INFORMATION.GROUP_SECURITY_INFORMATION) ? others.Group : Group,
            Sacl = Means(which, SECURITY_INFORMATION.SACL_SECURITY_INFORMATION) ? others.Sacl : Sacl,
            Dacl = Means(which, SECURITY_INFORMATION.DACL_SECURITY_INFORMATION) ? others.Dacl : Dacl,
        };
    }

    /// <summary>Some of the parts alone.</summary>
    public SecurityParts Only(SECURITY_INFORMATION which) => new SecurityParts(0).With(which, this);

    /// <summary>The bytes of the self-relative form: its header, then system ACL, discretionary ACL, owner and group.</summary>
    public byte[] ToSelfRelative()
    {
        var bytes = new List<byte>(new byte[SecurityDescriptor.RelativeBytes]);
        var header = new byte[SecurityDescriptor.RelativeBytes];
        header[0] = SecurityDescriptor.KnownRevision;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), (ushort)(Control | SE_CONTROL.SE_SELF_RELATIVE));
        foreach (var (part, offset) in new[] { (Sacl, 0x0C), (Dacl, 0x10), (Owner, 0x04), (Group, 0x08) })
        {
            if (part is not null)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(offset), (uint)bytes.Count);
                bytes.AddRange(part);
                bytes.AddRange(new byte[-part.Length & 3]);
            }
        }

        return [.. header, .. bytes.Skip(header.Length)];
    }

    private static bool Means(SECURITY_INFORMATION which, SECURITY_INFORMATION part) => (which & part) != 0;

    private static SE_CONTROL Bits(SECURITY_INFORMATION which) =>
        (Means(which, SECURITY_INFORMATION.OWNER_SECURITY_INFORMATION) ? OwnerBits : 0)
        | (Means(which, SECURITY_INFORMATION.GROUP_SECURITY_INFORMATION) ? GroupBits : 0)
        | (Means(which, SECURITY_INFORMATION.DACL_SECURITY_INFORMATION) ? DaclBits : 0)
        | (Means(which, SECURITY_INFORMATION.SACL_SECURITY_INFORMATION) ? SaclBits : 0);
}
