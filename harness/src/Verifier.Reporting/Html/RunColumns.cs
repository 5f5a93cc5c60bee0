using System.Buffers.Text;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Html;

/// <summary>
/// The run table as one block: column after column, widest first so that each begins where its numbers may, then the variations' texts. The
/// page reads it without parsing (report contract, 3.6: 14.6 bytes a run against 189 as JSON).
/// </summary>
internal static class RunColumns
{
    private const int ChunkSize = 48 * 1024;

    private static readonly (string Name, string Type, int Size)[] s_columns =
    [
        ("hash", "u64", 8), ("site", "i32", 4), ("finding", "i32", 4), ("variation", "i32", 4), ("nth", "u32", 4), ("calls", "u32", 4),
        ("campaign", "u16", 2), ("verdict", "u8", 1), ("strategy", "u8", 1),
    ];

    /// <summary>The columns and where each begins; the texts begin at <c>End</c>.</summary>
    public static (IEnumerable<(string Name, string Type, long Offset)> Columns, long End) Layout(RunTable runs)
    {
        var columns = new List<(string, string, long)>();
        long offset = 0;
        foreach (var (name, type, size) in s_columns)
        {
            columns.Add((name, type, offset));
            offset += (long)size * runs.Count;
        }

        return (columns, offset);
    }

    /// <summary>Writes the block, compressed, as base64.</summary>
    public static void Write(RunTable runs, Stream stream)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Columns are written as this machine holds them, and pages read them with the low byte first.");
        }

        WriteCompressed(stream, block =>
        {
            block.Write(MemoryMarshal.AsBytes(runs.TraceHashes));
            block.Write(MemoryMarshal.AsBytes(runs.Sites));
            block.Write(MemoryMarshal.AsBytes(runs.Findings));
            block.Write(MemoryMarshal.AsBytes(runs.Variations));
            block.Write(MemoryMarshal.AsBytes(runs.Nths));
            block.Write(MemoryMarshal.AsBytes(runs.Calls));
            block.Write(MemoryMarshal.AsBytes(runs.Campaigns));
            block.Write(runs.Verdicts);
            block.Write(runs.Strategies);
            block.Write(Encoding.UTF8.GetBytes(string.Join('\n', runs.VariationTexts) + '\n'));
        });
    }

    /// <summary>Writes what <paramref name="fill"/> makes, compressed, as base64.</summary>
    public static void WriteCompressed(Stream stream, Action<Stream> fill)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            fill(gzip);
        }

        var bytes = packed.GetBuffer().AsSpan(0, (int)packed.Length);
        var text = new byte[Base64.GetMaxEncodedToUtf8Length(ChunkSize)];
        for (var at = 0; at < bytes.Length; at += ChunkSize)
        {
            var chunk = bytes[at..Math.Min(bytes.Length, at + ChunkSize)];
            _ = Base64.EncodeToUtf8(chunk, text, out _, out var written);
            stream.Write(text, 0, written);
        }
    }
}
