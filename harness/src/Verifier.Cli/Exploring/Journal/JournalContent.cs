using Verifier.Engine.Exploration;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>The contents of a journal.</summary>
/// <param name="Header">What it is of.</param>
/// <param name="Length">Bytes up to the end of its last whole line; what is behind them was torn off.</param>
/// <param name="LastSum">The checksum of that line.</param>
internal sealed record JournalContent(JournalHeader Header, long Length = 0, string LastSum = JournalChain.Start)
{
    private readonly Dictionary<int, Dictionary<string, CaseResult>> _results = [];
    private readonly Dictionary<int, string> _goldens = [];

    /// <summary>Results in it.</summary>
    public int Count => _results.Values.Sum(results => results.Count);

    /// <summary>The results of a target, by case.</summary>
    public IReadOnlyDictionary<string, CaseResult> ResultsOf(int target) => _results.GetValueOrDefault(target) ?? [];

    /// <summary>The hash of the target's golden run; null when none came to its end.</summary>
    public string? GoldenOf(int target) => _goldens.GetValueOrDefault(target);

    /// <summary>Writes all of it into another journal.</summary>
    public void CopyTo(JournalWriter journal)
    {
        for (var i = 0; i < Header.Targets.Count; i++)
        {
            if (GoldenOf(i) is { } golden)
            {
                journal.AddGolden(i, golden);
            }

            foreach (var result in ResultsOf(i).Values.OrderBy(r => r.Key, StringComparer.Ordinal))
            {
                journal.Add(i, result);
            }
        }
    }

    /// <summary>Takes another journal of the same exploration in.</summary>
    /// <returns>The target whose golden run was another there; null if none was.</returns>
    public JournalTarget? Add(JournalContent other)
    {
        for (var i = 0; i < other.Header.Targets.Count; i++)
        {
            if (other.GoldenOf(i) is { } golden && !_goldens.TryAdd(i, golden) && _goldens[i] != golden)
            {
                return Header.Targets[i];
            }

            foreach (var result in other.ResultsOf(i).Values)
            {
                Add(i, result);
            }
        }

        return null;
    }

    /// <summary>Takes a line in. Of two results of a case the first counts, as it did when they were written.</summary>
    public void Add(JournalLine line)
    {
        if (line.Golden is { } golden)
        {
            _goldens.TryAdd(line.Target, golden);
            return;
        }

        Add(line.Target, line.ToResult()!);
    }

    private void Add(int target, CaseResult result)
    {
        if (!_results.TryGetValue(target, out var results))
        {
            _results.Add(target, results = []);
        }

        results.TryAdd(result.Key, result);
    }
}
