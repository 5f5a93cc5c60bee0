using System.Buffers.Binary;

namespace Verifier.Kernel;

/// <summary>ACLs, as bytes: revision, size, number of ACEs, then the ACEs, each with type, flags, size, access mask and SID.</summary>
internal static class Acl
{
    public const int HeaderBytes = 8;
    public const int AceHeaderBytes = 8;
    public const byte Revision = 2;
    public const byte LastRevision = 4;
    public const byte AccessAllowed = 0;
    public const byte AccessDenied = 1;
    public const byte InheritOnly = 8;

    private const ulong SizeOffset = 2;
    private const ulong CountOffset = 4;
    private const ulong AceSizeOffset = 2;

    /// <summary>Bytes of an ACL in memory, as it states them.</summary>
    public static int Length(Machine machine, ulong acl) => machine.Memory.Read<ushort>(acl + SizeOffset);

    /// <summary>RtlCreateAcl: an empty ACL.</summary>
    public static NTSTATUS Create(Machine machine, ulong acl, uint length, uint revision)
    {
        if (length < HeaderBytes)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        if (revision is < Revision or > LastRevision || length > ushort.MaxValue)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        machine.Memory.Write(acl, (ushort)revision);
        machine.Memory.Write(acl + SizeOffset, (ushort)length);
        machine.Memory.Write(acl + CountOffset, 0u);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>RtlAddAccessAllowedAce: puts an ACE behind the others.</summary>
    public static NTSTATUS AddAllowed(Machine machine, ulong acl, uint revision, uint access, ulong sid)
    {
        if (!Sid.IsValid(machine, sid))
        {
            return NTSTATUS.STATUS_INVALID_SID;
        }

        if (revision > LastRevision || machine.Memory.Read<byte>(acl) > LastRevision)
        {
            return NTSTATUS.STATUS_REVISION_MISMATCH;
        }

        if (!IsValid(machine, acl))
        {
            return NTSTATUS.STATUS_INVALID_ACL;
        }

        var end = Aces(machine, acl).Select(ace => ace.Address + ace.Bytes).LastOrDefault(acl + HeaderBytes);
        var sidBytes = Sid.Read(machine, sid);
        var size = AceHeaderBytes + sidBytes.Length;
        if (end + (ulong)size > acl + (ulong)Length(machine, acl))
        {
            return NTSTATUS.STATUS_ALLOTTED_SPACE_EXCEEDED;
        }

        machine.Memory.CopyTo(end, Ace(AccessAllowed, access, sidBytes));
        machine.Memory.Write(acl + CountOffset, (ushort)(machine.Memory.Read<ushort>(acl + CountOffset) + 1));
        machine.Memory.Write(acl, (byte)Math.Max(machine.Memory.Read<byte>(acl), revision));
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>True if its revision is known, and all its ACEs are within its size.</summary>
    public static bool IsValid(Machine machine, ulong acl)
    {
        var end = acl + (ulong)Length(machine, acl);
        if (machine.Memory.Read<byte>(acl) is < Revision or > LastRevision || end < acl + HeaderBytes)
        {
            return false;
        }

        var at = acl + HeaderBytes;
        for (var left = machine.Memory.Read<ushort>(acl + CountOffset); left > 0; left--)
        {
            var size = at + AceHeaderBytes <= end ? machine.Memory.Read<ushort>(at + AceSizeOffset) : 0UL;
            if (size < AceHeaderBytes || at + size > end)
            {
                return false;
            }

            at += size;
        }

        return true;
    }

    /// <summary>The bytes of an ACL in memory.</summary>
    public static byte[] Read(Machine machine, ulong acl)
    {
        var bytes = new byte[Length(machine, acl)];
        machine.Memory.CopyFrom(acl, bytes);
        return bytes;
    }

    /// <summary>The bytes of an ACL with these ACEs.</summary>
    public static byte[] Of(IEnumerable<byte[]> aces)
    {
        byte[][] all = [.. aces];
        byte[] header = [Revision, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan((int)SizeOffset), (ushort)(HeaderBytes + all.Sum(ace => ace.Length)));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan((int)CountOffset), (ushort)all.Length);
        return [.. header, .. all.SelectMany(ace => ace)];
    }

    /// <summary>The bytes of an ACE.</summary>
    public static byte[] Ace(byte type, uint access, byte[] sid, byte flags = 0)
    {
        var bytes = new byte[AceHeaderBytes + sid.Length];
        (bytes[0], bytes[1]) = (type, flags);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan((int)AceSizeOffset), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(sizeof(uint)), access);
        sid.CopyTo(bytes, AceHeaderBytes);
        return bytes;
    }

    /// <summary>The ACEs of an ACL in memory that is valid.</summary>
    private static IEnumerable<(ulong Address, ulong Bytes)> Aces(Machine machine, ulong acl)
    {
        var at = acl + HeaderBytes;
        for (var left = machine.Memory.Read<ushort>(acl + CountOffset); left > 0; left--)
        {
            var size = (ulong)machine.Memory.Read<ushort>(at + AceSizeOffset);
            yield return (at, size);
            at += size;
        }
    }
}
