using System.Runtime.InteropServices;
using Verifier.History;

namespace Verifier.Reporting.Model;

/// <summary>
/// The runs of a night, column by column: a hundred thousand rows are a few megabytes here, compress well, and are read by the page without
/// being parsed. Rows keep the order in which they were added.
/// </summary>
public sealed class RunTable
{
    private readonly List<ushort> _campaigns = [];
    private readonly List<byte> _verdicts = [];
    private readonly List<byte> _strategies = [];
    private readonly List<int> _variations = [];
    private readonly List<uint> _nths = [];
    private readonly List<int> _sites = [];
    private readonly List<int> _findings = [];
    private readonly List<uint> _calls = [];
    private readonly List<ulong> _hashes = [];
    private readonly Dictionary<string, int> _variationIndex = [];
    private readonly Dictionary<string, byte> _strategyIndex = [];
    private readonly List<string> _variationTexts = [];
    private readonly List<string> _strategyWords = [];
    private readonly List<(int Row, int Finding)> _more = [];
    private readonly long[] _byVerdict = new long[4];

    /// <summary>Runs in the table.</summary>
    public int Count => _campaigns.Count;

    /// <summary>One run.</summary>
    public ReportRun this[int row] => new()
    {
        Campaign = _campaigns[row],
        Verdict = (RunVerdict)_verdicts[row],
        Strategy = _strategyWords[_strategies[row]],
        Variation = _variations[row] < 0 ? null : _variationTexts[_variations[row]],
        Nth = _nths[row],
        Site = _sites[row],
        Finding = _findings[row],
        Calls = _calls[row],
        TraceHash = _hashes[row],
    };

    /// <summary>Findings beyond the first of their rows, in the order of the rows.</summary>
    internal IReadOnlyList<(int Row, int Finding)> MoreFindings => _more;

    /// <summary>The distinct variations, which <see cref="Variations"/> indexes.</summary>
    internal IReadOnlyList<string> VariationTexts => _variationTexts;

    /// <summary>The distinct strategies, which <see cref="Strategies"/> indexes.</summary>
    internal IReadOnlyList<string> StrategyWords => _strategyWords;

    internal ReadOnlySpan<ushort> Campaigns => CollectionsMarshal.AsSpan(_campaigns);

    internal ReadOnlySpan<byte> Verdicts => CollectionsMarshal.AsSpan(_verdicts);

    internal ReadOnlySpan<byte> Strategies => CollectionsMarshal.AsSpan(_strategies);

    internal ReadOnlySpan<int> Variations => CollectionsMarshal.AsSpan(_variations);

    internal ReadOnlySpan<uint> Nths => CollectionsMarshal.AsSpan(_nths);

    internal ReadOnlySpan<int> Sites => CollectionsMarshal.AsSpan(_sites);

    internal ReadOnlySpan<int> Findings => CollectionsMarshal.AsSpan(_findings);

    internal ReadOnlySpan<uint> Calls => CollectionsMarshal.AsSpan(_calls);

    internal ReadOnlySpan<ulong> TraceHashes => CollectionsMarshal.AsSpan(_hashes);

    /// <summary>Runs with a verdict.</summary>
    public long CountOf(RunVerdict verdict) => _byVerdict[(int)verdict];

    /// <summary>Adds a run.</summary>
    /// <exception cref="OverflowException">A table holds 65,536 campaigns and 256 strategies.</exception>
    public void Add(ReportRun run)
    {
        checked
        {
            _campaigns.Add((ushort)run.Campaign);
            _nths.Add((uint)run.Nth);
            _calls.Add((uint)run.Calls);
        }

        _verdicts.Add((byte)run.Verdict);
        _strategies.Add(StrategyOf(run.Strategy));
        _variations.Add(run.Variation is null ? -1 : VariationOf(run.Variation));
        _sites.Add(run.Site);
        _findings.Add(run.Finding);
        if (!run.MoreFindings.IsDefaultOrEmpty)
        {
            _more.AddRange(run.MoreFindings.Select(f => (_findings.Count - 1, f)));
        }

        _hashes.Add(run.TraceHash);
        _byVerdict[(int)run.Verdict]++;
    }

    private byte StrategyOf(string word)
    {
        if (!_strategyIndex.TryGetValue(word, out var index))
        {
            index = checked((byte)_strategyWords.Count);
            _strategyIndex.Add(word, index);
            _strategyWords.Add(word);
        }

        return index;
    }

    private int VariationOf(string text)
    {
        if (!_variationIndex.TryGetValue(text, out var index))
        {
            index = _variationTexts.Count;
            _variationIndex.Add(text, index);
            _variationTexts.Add(text);
        }

        return index;
    }
}
