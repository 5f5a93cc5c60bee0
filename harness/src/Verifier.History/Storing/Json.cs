using System.Buffers;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Verifier.History.Storing;

/// <summary>Lists and small records as the text of one column, and long text as a compressed one.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, s_options);

    /// <summary>Reads a list.</summary>
    public static ImmutableArray<T> List<T>(string text) => [.. Read<T[]>(text)];

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="HistoryException">It did not write it.</exception>
    public static T Read<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, s_options) ?? throw Damaged(null);
        }
        catch (JsonException e)
        {
            throw Damaged(e);
        }
    }

    public static byte[] Compress(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new BrotliStream(bytes, CompressionLevel.Optimal))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    public static string Decompress(byte[] bytes)
    {
        // The stream of the library takes one that was cut short for a whole one.
        using var decoder = new BrotliDecoder();
        var text = new ArrayBufferWriter<byte>();
        ReadOnlySpan<byte> left = bytes;
        while (true)
        {
            var status = decoder.Decompress(left, text.GetSpan(64 * 1024), out var consumed, out var written);
            left = left[consumed..];
            text.Advance(written);
            if (status == OperationStatus.Done && left.IsEmpty && Utf8.IsValid(text.WrittenSpan))
            {
                return Encoding.UTF8.GetString(text.WrittenSpan);
            }

            if (status != OperationStatus.DestinationTooSmall)
            {
                throw Damaged(null);
            }
        }
    }

    private static HistoryException Damaged(Exception? cause) =>
        new(HistoryProblem.Damaged, "The history file is damaged: a column does not hold what was written into it.", cause);
}
