using System.Buffers.Binary;
using System.Collections;
using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>
/// The container of a PDB, MSF 7.00: numbered streams, each cut into blocks of equal size. A directory says which blocks.
/// </summary>
/// <remarks>
/// A block is read once only. So all streams together are never larger than the file, and a hostile directory can neither
/// make the reader use memory beyond that nor keep it busy.
/// </remarks>
internal sealed class MsfFile
{
    private const uint AbsentStream = uint.MaxValue;
    private const int SuperBlockBytes = 56;
    private static readonly byte[] s_magic = [.. "Microsoft C/C++ MSF 7.00\r\n\x1A"u8, (byte)'D', (byte)'S', 0, 0, 0];

    private readonly byte[] _file;
    private readonly int _blockSize;
    private readonly BitArray _isRead;
    private readonly byte[] _directory;
    private readonly (uint Size, long FirstBlock)[] _streams;

    private MsfFile(byte[] file)
    {
        _file = file;
        var cursor = new ByteCursor(file, "its first block");
        if (file.Length < SuperBlockBytes || !cursor.Take((ulong)s_magic.Length).SequenceEqual(s_magic))
        {
            throw new BinaryException("it is not a PDB of Visual C++ 7.0 or later");
        }

        var blockSize = cursor.U32();
        if (blockSize is < 512 or > 65536 || (blockSize & (blockSize - 1)) != 0)
        {
            throw cursor.Damaged();
        }

        _blockSize = (int)blockSize;
        _isRead = new BitArray(file.Length / _blockSize);
        cursor.Take(4);
        if ((ulong)blockSize * cursor.U32() > (ulong)file.Length)
        {
            throw new BinaryException("it is cut off");
        }

        var directorySize = cursor.U32();
        cursor.Take(4);
        _directory = ReadDirectory(cursor, directorySize);
        _streams = ReadStreams();
    }

    /// <summary>Reads the first block and the directory.</summary>
    /// <exception cref="BinaryException">They are damaged, or the file is no PDB.</exception>
    public static MsfFile Parse(byte[] file) => new(file);

    /// <summary>Reads a stream. Each can be read once.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="name">Its name in messages: "its DBI stream".</param>
    /// <exception cref="BinaryException">It is missing or damaged.</exception>
    public byte[] Read(uint number, string name)
    {
        if (number >= _streams.Length || _streams[number].Size == AbsentStream)
        {
            throw new BinaryException($"{name} is missing");
        }

        var (size, first) = _streams[number];
        return ReadBlocks(_directory.AsSpan((int)Math.Min(first, _directory.Length)), size, name);
    }

    // The numbers of the directory's blocks fill blocks themselves, whose numbers end the first block.
    private byte[] ReadDirectory(ByteCursor cursor, uint size)
    {
        const string Name = "its stream directory";
        var mapBytes = 4 * BlocksOf(size);
        var map = ReadBlocks(cursor.Take(4 * (ulong)BlocksOf(mapBytes)), mapBytes, Name);
        return ReadBlocks(map, size, Name);
    }

    // The sizes of all streams, and then the numbers of the blocks of the first, of the second, and so on.
    private (uint Size, long FirstBlock)[] ReadStreams()
    {
        var cursor = new ByteCursor(_directory, "its stream directory");
        var count = cursor.U32();
        if (count > cursor.Left / 4)
        {
            throw cursor.Damaged();
        }

        var streams = new (uint Size, long FirstBlock)[count];
        var first = 4 * (1 + (long)count);
        for (var i = 0; i < streams.Length; i++)
        {
            streams[i] = (cursor.U32(), first);
            first += 4 * BlocksOf(streams[i].Size);
        }

        return streams;
    }

    private long BlocksOf(long size) => size == AbsentStream ? 0 : (size + _blockSize - 1) / _blockSize;

    private byte[] ReadBlocks(ReadOnlySpan<byte> numbers, long size, string name)
    {
        if (size > _file.Length || numbers.Length < 4 * BlocksOf(size))
        {
            throw new BinaryException($"{name} is cut off");
        }

        var bytes = new byte[size];
        for (var at = 0; at < bytes.Length; at += _blockSize)
        {
            var block = BinaryPrimitives.ReadUInt32LittleEndian(numbers[(4 * (at / _blockSize))..]);
            if (block == 0 || block >= _isRead.Length || _isRead[(int)block])
            {
                throw new BinaryException($"{name} has a block that is beyond the file or belongs to another stream");
            }

            _isRead[(int)block] = true;
            _file.AsSpan((int)block * _blockSize, Math.Min(_blockSize, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }
}
