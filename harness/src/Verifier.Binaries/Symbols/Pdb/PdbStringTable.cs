using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>The stream <c>/names</c> of a PDB: names of source files, by offset.</summary>
internal sealed class PdbStringTable
{
    private const uint Signature = 0xEFFEEFFE;

    private readonly byte[] _stream;
    private readonly int _begin;
    private readonly int _length;
    private readonly TextPool _texts;
    private readonly Dictionary<uint, string> _known = [];

    /// <summary>Reads the header.</summary>
    /// <exception cref="BinaryException">It is damaged.</exception>
    public PdbStringTable(byte[] stream, TextPool texts)
    {
        (_stream, _texts) = (stream, texts);
        var cursor = new ByteCursor(stream, "its table of file names");
        if (cursor.U32() != Signature)
        {
            throw cursor.Damaged();
        }

        cursor.Take(4);
        var length = cursor.U32();
        _begin = cursor.Position;
        _length = cursor.Take(length).Length;
    }

    /// <summary>The name at an offset.</summary>
    /// <exception cref="BinaryException">There is none.</exception>
    public string At(uint offset)
    {
        if (!_known.TryGetValue(offset, out var name))
        {
            var cursor = new ByteCursor(_stream.AsSpan(_begin, _length), "its table of file names");
            cursor.Take(offset);
            name = _texts.Text(cursor.Text());
            _known.Add(offset, name);
        }

        return name;
    }
}
