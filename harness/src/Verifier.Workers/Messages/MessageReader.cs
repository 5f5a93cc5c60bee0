using System.Buffers.Binary;
using System.Text;

namespace Verifier.Workers.Messages;

/// <summary>Takes a stream of messages apart. What it hands out is valid until the next message is asked for.</summary>
internal sealed class MessageReader
{
    private const int LongestContent = 1 << 30;
    private byte[] _bytes = new byte[1 << 16];
    private int _begin;
    private int _end;
    private int _at;

    /// <summary>The kind of the message.</summary>
    public MessageKind Kind { get; private set; }

    /// <summary>The unread part of its content.</summary>
    public ReadOnlySpan<byte> Content => _bytes.AsSpan(_at, _begin - _at);

    /// <summary>The content as text.</summary>
    public string Text => Encoding.UTF8.GetString(Content);

    /// <summary>Goes on to the next message, if all of it has arrived.</summary>
    /// <exception cref="InvalidDataException">What has arrived is no message.</exception>
    public bool TryNext()
    {
        if (_end - _begin < MessageWriter.HeaderBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_begin));
        if (length is < 0 or > LongestContent)
        {
            throw new InvalidDataException("The bytes between program and worker are no messages.");
        }

        if (_end - _begin - MessageWriter.HeaderBytes < length)
        {
            return false;
        }

        Kind = (MessageKind)_bytes[_begin + 4];
        _at = _begin + MessageWriter.HeaderBytes;
        _begin = _at + length;
        return true;
    }

    /// <summary>Takes in more bytes; false at the end of the stream.</summary>
    public bool Fill(Stream stream)
    {
        if (_begin > 0)
        {
            _bytes.AsSpan(_begin, _end - _begin).CopyTo(_bytes);
            _end -= _begin;
            _begin = _at = 0;
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        var read = stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        return read > 0;
    }

    /// <summary>Takes a text off the content that more may follow.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string Field()
    {
        var length = Number();
        if (length > (ulong)(_begin - _at))
        {
            throw new InvalidDataException("A message between program and worker ends in the middle of a text.");
        }

        var text = Encoding.UTF8.GetString(_bytes, _at, (int)length);
        _at += (int)length;
        return text;
    }

    /// <summary>Takes texts off the content.</summary>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public string[] Fields()
    {
        var count = Number();
        if (count > (ulong)(_begin - _at))
        {
            throw new InvalidDataException("A message between program and worker ends in the middle of a list.");
        }

        var texts = new string[(int)count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Field();
        }

        return texts;
    }

    /// <summary>Takes a number off the content.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public ulong Number()
    {
        ulong number = 0;
        for (var shift = 0; shift < 64 && _at < _begin; shift += 7)
        {
            var one = _bytes[_at++];
            number |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("A message between program and worker ends in the middle of a number.");
    }
}
