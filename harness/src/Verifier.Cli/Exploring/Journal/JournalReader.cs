using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>
/// Reads a journal that an earlier invocation left, however it ended. Its last line may be torn and is dropped then; anything else that is
/// not as this program writes it is refused, because results would be missing without a word.
/// </summary>
internal static class JournalReader
{
    private const int LongestLine = 64 << 20;

    /// <summary>The content; null when there is no journal, or none that got as far as its first line.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="shown">The path as the user knows it.</param>
    /// <exception cref="CliException">It cannot be read, or is damaged.</exception>
    public static JournalContent? Read(string path, string shown)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var number = 0;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var reader = new LineReader(stream, LongestLine);
            if (!reader.TryRead(out var first))
            {
                return null;
            }

            number++;
            var header = Parse(first, JournalJson.Default.JournalHeader);
            var content = header.IsSound ? new JournalContent(header, 0) : throw new InvalidDataException("no first line of a journal");
            while (content.Header.Schema == JournalHeader.Version && reader.TryRead(out var line))
            {
                number++;
                var parsed = Parse(line, JournalJson.Default.JournalLine);
                content.Add(parsed.IsSound(content.Header.Targets.Count) ? parsed : throw new InvalidDataException("no line of a journal"));
            }

            return content with { Length = reader.Length };
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw CliException.Usage(
                $"{shown}({Math.Max(number, 1)},1): error: the journal is damaged here ({Reason(e)}); start anew without --resume");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{shown} cannot be read ({e.Message}); if another run is writing it, choose another folder with -o");
        }
    }

    private static T Parse<T>(ReadOnlyMemory<byte> line, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(line.Span, type) ?? throw new InvalidDataException("no line of a journal");

    private static string Reason(Exception e) => e is InvalidDataException ? e.Message : "no JSON as this program writes it";
}
