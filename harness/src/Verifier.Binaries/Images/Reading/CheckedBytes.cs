using System.Buffers.Binary;
using System.Text;

namespace Verifier.Binaries.Images.Reading;

/// <summary>
/// Bytes of a file or of an image, read with bounds checks. Each read names what it reads, for the sentence that refuses the file.
/// </summary>
internal readonly struct CheckedBytes
{
    /// <summary>Characters of the longest name or path.</summary>
    public const int LongestText = 512;

    private readonly byte[] _bytes;
    private readonly bool _isFile;

    private CheckedBytes(byte[] bytes, bool isFile) => (_bytes, _isFile) = (bytes, isFile);

    public int Length => _bytes.Length;

    /// <summary>The bytes of a file, addressed by offset.</summary>
    public static CheckedBytes OfFile(byte[] bytes) => new(bytes, isFile: true);

    /// <summary>The bytes of an image in memory, addressed by rva.</summary>
    public static CheckedBytes OfImage(byte[] layout) => new(layout, isFile: false);

    public byte U8(long at, string what) => Range(at, sizeof(byte), what)[0];

    public ushort U16(long at, string what) => BinaryPrimitives.ReadUInt16LittleEndian(Range(at, sizeof(ushort), what));

    public uint U32(long at, string what) => BinaryPrimitives.ReadUInt32LittleEndian(Range(at, sizeof(uint), what));

    public ulong U64(long at, string what) => BinaryPrimitives.ReadUInt64LittleEndian(Range(at, sizeof(ulong), what));

    /// <summary>A run of bytes.</summary>
    public ReadOnlySpan<byte> Range(long at, long length, string what) =>
        at >= 0 && length >= 0 && at <= _bytes.Length - length ? _bytes.AsSpan((int)at, (int)length) : throw Outside(at, length, what);

    /// <summary>A name: printable ASCII without spaces, with a terminator.</summary>
    public string Name(long at, string what)
    {
        var bytes = Terminated(at, what);
        if (bytes.IsEmpty || bytes.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0)
        {
            throw Refusal.Damaged($"its {what} at {Place(at)} is empty or not printable");
        }

        return Encoding.ASCII.GetString(bytes);
    }

    /// <summary>UTF-8 text with a terminator. Characters that are not printable become question marks.</summary>
    public string Text(long at, string what) =>
        string.Concat(Encoding.UTF8.GetString(Terminated(at, what)).Select(c => char.IsControl(c) ? '?' : c));

    private ReadOnlySpan<byte> Terminated(long at, string what)
    {
        var bytes = Range(at, 0, what).IsEmpty ? _bytes.AsSpan((int)at, (int)Math.Min(LongestText + 1, _bytes.Length - at)) : default;
        var length = bytes.IndexOf((byte)0);
        return length >= 0
            ? bytes[..length]
            : throw Refusal.Damaged($"its {what} at {Place(at)} does not end where a name must");
    }

    private BinaryException Outside(long at, long length, string what) => _isFile
        ? new($"it is truncated: its {what} would end at offset 0x{at + length:X}, but the file ends at 0x{_bytes.Length:X}; copy or build it again")
        : Refusal.Damaged($"its {what} at {Place(at)} lies outside its image of size 0x{_bytes.Length:X}");

    private string Place(long at) => _isFile ? $"offset 0x{at:X}" : $"rva 0x{at:X}";
}
