using System.Text;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Writes little-endian fields one after another.</summary>
internal sealed class ByteWriter
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public ByteWriter U8(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public ByteWriter U16(int value) => U8((byte)value, (byte)(value >> 8));

    public ByteWriter U32(uint value) => U16((int)(value & 0xFFFF)).U16((int)(value >> 16));

    public ByteWriter U64(ulong value) => U32((uint)value).U32((uint)(value >> 32));

    public ByteWriter Zeros(int count) => U8(new byte[count]);

    public ByteWriter Text(string text) => U8(Encoding.UTF8.GetBytes(text)).U8(0);

    public ByteWriter Align4() => Zeros(-Length & 3);

    /// <summary>Writes a part behind its length.</summary>
    public ByteWriter Sized(byte[] part) => U32((uint)part.Length).U8(part);
}
