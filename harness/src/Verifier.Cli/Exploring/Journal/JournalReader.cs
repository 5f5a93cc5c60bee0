using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Verifier.Cli.Host;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>
/// Reads a journal that an earlier invocation left, however it ended. Its last line may be torn and is dropped then; anything else that is
/// not as this program wrote it, byte for byte, is refused: results would be missing, or others, without a word.
/// </summary>
internal static class JournalReader
{
    /// <summary>Advice about a damaged journal that is to be resumed.</summary>
    public const string StartAnew = "start anew without --resume";

    private const int LongestLine = 64 << 20;

    /// <summary>The content; null when there is no journal, or none that got as far as its first line.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="shown">The path as the user knows it.</param>
    /// <param name="remedy">What to do if it is damaged.</param>
    /// <exception cref="CliException">It cannot be read, or is damaged.</exception>
    public static JournalContent? Read(string path, string shown, string remedy = StartAnew)
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
            var origin = Parse(first.Span, JournalJson.Default.JournalOrigin);
            if (!origin.IsOfThisVersion)
            {
                return origin.IsJournal ? new JournalContent(origin.ToHeader()) : throw new InvalidDataException("no first line of a journal");
            }

            var chain = new JournalChain();
            var header = Parse(chain.Unseal(first.Span), JournalJson.Default.JournalHeader);
            var content = header.IsSound ? new JournalContent(header) : throw new InvalidDataException("no first line of a journal");
            while (reader.TryRead(out var line))
            {
                number++;
                var parsed = Parse(chain.Unseal(line.Span), JournalJson.Default.JournalLine);
                content.Add(parsed.IsSound(header.Targets.Count) ? parsed : throw new InvalidDataException("no line of a journal"));
            }

            return content with { Length = reader.Length, LastSum = chain.Last };
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw CliException.Usage(
                $"{shown}({Math.Max(number, 1)},1): error: the journal is damaged here ({Reason(e)}); {remedy}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{shown} cannot be read ({e.Message}); if another run is writing it, choose another folder with -o");
        }
    }

    private static T Parse<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(line, type) ?? throw new InvalidDataException("no line of a journal");

    private static string Reason(Exception e) => e is InvalidDataException ? e.Message : "no JSON as this program writes it";
}
