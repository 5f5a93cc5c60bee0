namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Writes the container of a PDB. Blocks are given out from the last one down: readers must ask the directory.</summary>
internal sealed class MsfWriter(int blockSize)
{
    private const uint BlockCount = 2000;

    private readonly List<byte[]> _blocks = [];
    private readonly List<(uint Size, uint[] Blocks)> _streams = [];

    /// <summary>Says how the directory is to be spoiled before it is written.</summary>
    public Action<byte[]> SpoilDirectory { get; init; } = _ => { };

    /// <summary>Adds a stream; null for one that is absent.</summary>
    public MsfWriter Add(byte[]? stream)
    {
        _streams.Add(stream is null ? (uint.MaxValue, []) : ((uint)stream.Length, AddBlocks(stream)));
        return this;
    }

    /// <summary>The whole file.</summary>
    public byte[] Write()
    {
        var directory = new ByteWriter().U32((uint)_streams.Count);
        _streams.ForEach(stream => directory.U32(stream.Size));
        foreach (var block in _streams.SelectMany(stream => stream.Blocks))
        {
            directory.U32(BlockCount - block);
        }

        var bytes = directory.ToArray();
        SpoilDirectory(bytes);
        var map = new ByteWriter();
        Array.ForEach(AddBlocks(bytes), block => map.U32(BlockCount - block));
        var mapBlocks = AddBlocks(map.ToArray());
        var first = new ByteWriter().U8("Microsoft C/C++ MSF 7.00\r\n\x1A"u8).U8((byte)'D', (byte)'S', 0, 0, 0)
            .U32((uint)blockSize).U32(1).U32(BlockCount).U32((uint)bytes.Length).U32(0);
        Array.ForEach(mapBlocks, block => first.U32(BlockCount - block));
        var file = new byte[blockSize * BlockCount];
        first.ToArray().CopyTo(file, 0);
        for (var i = 0; i < _blocks.Count; i++)
        {
            _blocks[i].CopyTo(file, (BlockCount - (i + 1)) * blockSize);
        }

        return file;
    }

    private uint[] AddBlocks(byte[] stream)
    {
        var numbers = new List<uint>();
        foreach (var block in stream.Chunk(blockSize))
        {
            _blocks.Add(block);
            numbers.Add((uint)_blocks.Count);
        }

        return [.. numbers];
    }
}
