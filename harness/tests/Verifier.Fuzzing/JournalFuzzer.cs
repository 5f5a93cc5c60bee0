using System.Text.Json;
using Verifier.Cli.Exploring.Journal;
using Verifier.Cli.Host;
using Verifier.Engine.Exploration;
using Verifier.Workers.Messages;

namespace Verifier.Fuzzing;

/// <summary>Journals of a real exploration that something happened to.</summary>
internal sealed class JournalFuzzer : IFuzzer
{
    private const int FewestResults = 8;
    private readonly Door _door = new();
    private readonly byte[] _bytes;
    private readonly Dictionary<string, string> _results;
    private readonly JournalHeader _header;
    private readonly string? _golden;

    /// <summary>Explores, so that there is a journal.</summary>
    public JournalFuzzer()
    {
        var script = Path.Combine(Library.Root, "scenarios/fast/buffers-adapter.yaml");
        _door.Run("run", script, "--driver", "io-buffers", "--explore", "each,persistent", "-o", "o");
        _bytes = File.ReadAllBytes(_door.PathOf("o/campaign.ndjson"));
        var whole = Read(_bytes)!;
        _results = whole.ResultsOf(0).ToDictionary(r => r.Key, r => Text(r.Value));
        (_header, _golden) = (whole.Header, whole.GoldenOf(0));
        if (_results.Count < FewestResults)
        {
            throw new InvalidOperationException("the journal to start from is not whole");
        }
    }

    /// <inheritdoc/>
    public string Oracle => "A mutated journal is refused in a sentence with exit code 1, is of another exploration, or gives results that the whole one has, and no others";

    /// <inheritdoc/>
    public string? TryOne(Random dice)
    {
        var mutant = Mutation.Of(_bytes, dice, [_bytes]);
        try
        {
            return Read(mutant) is not { } content || _header.DifferencesFrom(content.Header).Count > 0 ? null : Judge(content);
        }
        catch (CliException e) when (e.Code == ExitCode.Usage && !e.Message.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _door.Dispose();

    private string? Judge(JournalContent content)
    {
        var other = content.ResultsOf(0).FirstOrDefault(r => _results.GetValueOrDefault(r.Key) != Text(r.Value));
        return other.Value is not null ? $"gives another result of {other.Key}"
            : content.GoldenOf(0) is { } golden && golden != _golden ? "gives another golden run" : null;
    }

    private JournalContent? Read(byte[] bytes)
    {
        var path = _door.PathOf("campaign.ndjson");
        File.WriteAllBytes(path, bytes);
        return JournalReader.Read(path, "o/campaign.ndjson");
    }

    private static string Text(CaseResult result) => JsonSerializer.Serialize(result, typeof(CaseResult), WorkerJson.Default);
}
