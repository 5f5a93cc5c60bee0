using Verifier.Engine.Exploration;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>What a journal holds.</summary>
/// <param name="Header">What it is of.</param>
/// <param name="Length">Bytes up to the end of its last whole line; what is behind them was torn off.</param>
internal sealed record JournalContent(JournalHeader Header, long Length)
{
    private readonly Dictionary<int, Dictionary<string, CaseResult>> _results = [];
    private readonly Dictionary<int, string> _goldens = [];

    /// <summary>Results in it.</summary>
    public int Count => _results.Values.Sum(results => results.Count);

    /// <summary>The results of a target, by case.</summary>
    public IReadOnlyDictionary<string, CaseResult> ResultsOf(int target) => _results.GetValueOrDefault(target) ?? [];

    /// <summary>The hash of the target's golden run; null when none came to its end.</summary>
    public string? GoldenOf(int target) => _goldens.GetValueOrDefault(target);

    /// <summary>Takes a line in. Of two results of a case the first counts, as it did when they were written.</summary>
    public void Add(JournalLine line)
    {
        if (line.Golden is { } golden)
        {
            _goldens.TryAdd(line.Target, golden);
            return;
        }

        if (!_results.TryGetValue(line.Target, out var results))
        {
            _results.Add(line.Target, results = []);
        }

        var result = line.ToResult()!;
        results.TryAdd(result.Key, result);
    }
}
