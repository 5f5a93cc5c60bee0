using System.Security.Cryptography;
using System.Text;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>
/// The checksums of a journal's lines. Each stands at the end of its line as the key <c>sum</c> and is of the line and of the sum before it, so that
/// a line that was changed, removed, doubled or swapped is noticed at the first line that does not fit. Guards against accidents, not against forgers.
/// </summary>
internal sealed class JournalChain
{
    /// <summary>The sum in front of the first line.</summary>
    public const string Start = "0000000000000000";

    private const int SumLength = 16;
    private static readonly byte[] s_before = ",\"sum\":\""u8.ToArray();
    private static readonly byte[] s_behind = "\"}"u8.ToArray();
    private static readonly int s_sealLength = s_before.Length + SumLength + s_behind.Length;

    /// <summary>A chain whose last line has this sum.</summary>
    public JournalChain(string last = Start) => Last = last;

    /// <summary>The sum of the last line.</summary>
    public string Last { get; private set; }

    /// <summary>The next line with its sum and its end.</summary>
    /// <param name="json">A JSON object with at least one key.</param>
    public byte[] Seal(ReadOnlySpan<byte> json)
    {
        Last = SumOf(json);
        return [.. json[..^1], .. s_before, .. Encoding.ASCII.GetBytes(Last), .. s_behind, (byte)'\n'];
    }

    /// <summary>Takes the next line in.</summary>
    /// <param name="line">The line without its end.</param>
    /// <returns>It without its sum: the JSON object that was sealed.</returns>
    /// <exception cref="InvalidDataException">It has no sum, or another one.</exception>
    public byte[] Unseal(ReadOnlySpan<byte> line)
    {
        if (line.Length <= s_sealLength || !line[^s_sealLength..].StartsWith(s_before) || !line.EndsWith(s_behind))
        {
            throw new InvalidDataException("the line has no checksum");
        }

        byte[] json = [.. line[..^s_sealLength], (byte)'}'];
        var sum = SumOf(json);
        if (!line.Slice(line.Length - s_sealLength + s_before.Length, SumLength).SequenceEqual(Encoding.ASCII.GetBytes(sum)))
        {
            throw new InvalidDataException("the checksum does not fit: the line was changed, or lines before it are missing, doubled or swapped");
        }

        Last = sum;
        return json;
    }

    private string SumOf(ReadOnlySpan<byte> json)
    {
        byte[] both = [.. Encoding.ASCII.GetBytes(Last), .. json];
        return Convert.ToHexStringLower(SHA256.HashData(both).AsSpan(0, SumLength / 2));
    }
}
