using System.Buffers.Binary;
using System.Globalization;

namespace Verifier.Kernel;

/// <summary>
/// SIDs, as bytes: revision, number of subauthorities, six bytes of the authority (the first is the highest), 32 bits for each
/// subauthority.
/// </summary>
internal static class Sid
{
    public const byte Revision = 1;
    public const int MostSubAuthorities = 15;

    private const int HeaderBytes = 8;
    private const int AuthorityBytes = 6;

    /// <summary>Bytes of a SID with so many subauthorities.</summary>
    public static int LengthOf(int subAuthorities) => HeaderBytes + (subAuthorities * sizeof(uint));

    /// <summary>Bytes of a SID in memory, by the number of subauthorities that it states.</summary>
    public static int Length(Machine machine, ulong sid) => LengthOf(machine.Memory.Read<byte>(sid + 1));

    /// <summary>True if its revision is known and its number of subauthorities is possible.</summary>
    public static bool IsValid(Machine machine, ulong sid) =>
        sid != 0 && (machine.Memory.Read<byte>(sid) & 0x0F) == Revision && machine.Memory.Read<byte>(sid + 1) <= MostSubAuthorities;

    /// <summary>The bytes of a SID in memory.</summary>
    public static byte[] Read(Machine machine, ulong sid)
    {
        var bytes = new byte[Length(machine, sid)];
        machine.Memory.CopyFrom(sid, bytes);
        return bytes;
    }

    /// <summary>The bytes of a SID that is written S-1-5-18; null when the text is none.</summary>
    public static byte[]? Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length is < 3 or > 3 + MostSubAuthorities || parts[0] is not ("S" or "s") || parts[1] != "1"
            || !ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var authority)
            || authority >> (8 * AuthorityBytes) != 0)
        {
            return null;
        }

        var bytes = new byte[LengthOf(parts.Length - 3)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, authority);
        (bytes[0], bytes[1]) = (Revision, (byte)(parts.Length - 3));
        for (var i = 3; i < parts.Length; i++)
        {
            if (!uint.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var subAuthority))
            {
                return null;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(LengthOf(i - 3)), subAuthority);
        }

        return bytes;
    }

    /// <summary>The bytes of a SID that is known to be one.</summary>
    public static byte[] Of(string text) => Parse(text) ?? throw new ArgumentException($"'{text}' is no SID.", nameof(text));
}
