using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Verifier.Workers.Messages;

/// <summary>Collects messages and sends many at once. A message is its length (four bytes), its kind (one) and its content.</summary>
internal sealed class MessageWriter(Stream stream)
{
    /// <summary>Bytes before a message's content.</summary>
    public const int HeaderBytes = 5;

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly ArrayBufferWriter<byte> _content = new(1 << 10);

    /// <summary>Bytes not sent yet.</summary>
    public int Waiting => _buffer.WrittenCount;

    /// <summary>The buffer for the content of the next message.</summary>
    public IBufferWriter<byte> Content => _content;

    /// <summary>Appends a number to the content: seven bits a byte.</summary>
    public void Write(ulong number)
    {
        var span = _content.GetSpan(10);
        var length = 0;
        for (; number >= 0x80; number >>= 7)
        {
            span[length++] = (byte)(number | 0x80);
        }

        span[length++] = (byte)number;
        _content.Advance(length);
    }

    /// <summary>Appends text to the content, up to its end.</summary>
    public void Write(string text) => Encoding.UTF8.GetBytes(text, _content);

    /// <summary>Appends text that more may follow.</summary>
    public void Field(string text)
    {
        Write((ulong)Encoding.UTF8.GetByteCount(text));
        Write(text);
    }

    /// <summary>Appends texts.</summary>
    public void Fields(IReadOnlyCollection<string> texts)
    {
        Write((ulong)texts.Count);
        foreach (var text in texts)
        {
            Field(text);
        }
    }

    /// <summary>Forgets the content that was begun.</summary>
    public void Abandon() => _content.ResetWrittenCount();

    /// <summary>Ends the message.</summary>
    public void End(MessageKind kind)
    {
        var header = _buffer.GetSpan(HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header, _content.WrittenCount);
        header[4] = (byte)kind;
        _buffer.Advance(HeaderBytes);
        _buffer.Write(_content.WrittenSpan);
        _content.ResetWrittenCount();
    }

    /// <summary>A message that is nothing but text.</summary>
    public void Write(MessageKind kind, string text)
    {
        Write(text);
        End(kind);
    }

    /// <summary>Sends everything.</summary>
    /// <exception cref="IOException">Nobody reads.</exception>
    public void Flush()
    {
        if (_buffer.WrittenCount > 0)
        {
            stream.Write(_buffer.WrittenSpan);
            stream.Flush();
            _buffer.ResetWrittenCount();
        }
    }
}
