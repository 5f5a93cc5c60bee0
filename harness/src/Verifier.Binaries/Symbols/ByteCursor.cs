using System.Buffers.Binary;
using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Reads little-endian fields one after another and never beyond the end.</summary>
/// <param name="bytes">The bytes to read.</param>
/// <param name="part">The name of these bytes in messages: "its DBI stream".</param>
/// <remarks>Each method throws a <see cref="BinaryException"/> when too few bytes are left.</remarks>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes, string part)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _origin;

    /// <summary>Bytes that were read.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes that were not read yet.</summary>
    public readonly int Left => _bytes.Length - Position;

    public byte U8() => Take(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>Reads an unsigned LEB128 number; bits above the 64th are dropped.</summary>
    public ulong Uleb()
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var one = U8();
            number |= shift < 64 ? (ulong)(one & 0x7F) << shift : 0;
            if (one < 0x80)
            {
                return number;
            }
        }
    }

    /// <summary>Reads a signed LEB128 number; bits above the 64th are dropped.</summary>
    public long Sleb()
    {
        long number = 0;
        for (var shift = 0; ;)
        {
            var one = U8();
            number |= shift < 64 ? (long)(one & 0x7F) << shift : 0;
            shift = Math.Min(shift + 7, 64);
            if (one < 0x80)
            {
                return (one & 0x40) != 0 && shift < 64 ? number | (-1L << shift) : number;
            }
        }
    }

    /// <summary>Reads a text that ends with a zero byte.</summary>
    public ReadOnlySpan<byte> Text()
    {
        var length = _bytes[Position..].IndexOf((byte)0);
        if (length < 0)
        {
            throw Damaged();
        }

        var text = Take((uint)length);
        Position++;
        return text;
    }

    /// <summary>Reads some bytes.</summary>
    public ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)Left)
        {
            throw Damaged();
        }

        Position += (int)count;
        return _bytes.Slice(Position - (int)count, (int)count);
    }

    /// <summary>Reads some bytes, which a cursor of their own then reads.</summary>
    public ByteCursor Part(ulong count)
    {
        var origin = _origin + Position;
        return new ByteCursor(Take(count), part) { _origin = origin };
    }

    /// <summary>Leaves bytes out, up to the next position that is a multiple of four or to the end.</summary>
    public void Align4() => Position += Math.Min(-Position & 3, Left);

    /// <summary>An exception that says where the bytes make no sense.</summary>
    public readonly BinaryException Damaged() => new(FormattableString.Invariant($"{part} is damaged at byte 0x{_origin + Position:X}"));
}
