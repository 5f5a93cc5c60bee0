namespace Verifier.Cli.Exploring.Journal;

/// <summary>Reads the lines of a file as bytes, with a limit to their length, and knows where the last whole one ends.</summary>
/// <param name="stream">The file.</param>
/// <param name="longest">Bytes that a line may have.</param>
internal sealed class LineReader(Stream stream, int longest)
{
    private const byte End = (byte)'\n';
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _filled;

    /// <summary>Bytes up to the end of the last whole line.</summary>
    public long Length { get; private set; }

    /// <summary>The next line without its end, valid until the next call; false when there is no whole one any more.</summary>
    /// <exception cref="InvalidDataException">A line is too long.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var looked = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + looked, _filled - _start - looked).IndexOf(End);
            if (end >= 0)
            {
                var length = looked + end;
                line = _buffer.AsMemory(_start, length);
                _start += length + 1;
                Length += length + 1;
                return true;
            }

            looked = _filled - _start;
            if (looked > longest)
            {
                throw new InvalidDataException("the line is too long");
            }

            if (!Fill())
            {
                line = default;
                return false;
            }
        }
    }

    private bool Fill()
    {
        var length = _filled - _start;
        var target = length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, length).CopyTo(target);
        (_buffer, _start, _filled) = (target, 0, length);
        var read = stream.Read(_buffer, length, _buffer.Length - length);
        _filled += read;
        return read > 0;
    }
}
