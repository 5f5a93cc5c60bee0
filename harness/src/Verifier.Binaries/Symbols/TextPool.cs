using System.Text;
using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>
/// Makes texts from the bytes of a file. Equal texts are one object. Hostile tables can name one long text many times, so the
/// total is limited.
/// </summary>
internal sealed class TextPool
{
    /// <summary>Bytes that may be made into texts; all names of a large driver are some 100 KiB.</summary>
    public const int BytesMax = 64 << 20;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private long _bytesUsed;

    /// <summary>Makes a text; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="BinaryException">The limit is reached.</exception>
    public string Text(ReadOnlySpan<byte> bytes)
    {
        Charge(bytes.Length);
        return Shared(Encoding.UTF8.GetString(bytes));
    }

    /// <summary>Makes a text of two with a separator between them.</summary>
    /// <exception cref="BinaryException">The limit is reached.</exception>
    public string Joined(string first, char separator, string second)
    {
        Charge(first.Length + (long)second.Length);
        return Shared($"{first}{separator}{second}");
    }

    private void Charge(long bytes)
    {
        _bytesUsed += bytes;
        if (_bytesUsed > BytesMax)
        {
            throw new BinaryException($"its symbols have more than {BytesMax >> 20} MiB of names");
        }
    }

    private string Shared(string text)
    {
        if (_texts.TryGetValue(text, out var known))
        {
            return known;
        }

        _texts.Add(text);
        return text;
    }
}
