using System.Collections.Immutable;
using System.Globalization;
using Verifier.History;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>The runs of a night as a table, and where in it each finding's exemplar is.</summary>
internal sealed class RunReading
{
    private readonly Dictionary<(string Driver, string Scenario, string Case), int> _rowOf = [];
    private readonly Dictionary<int, long> _runsOf = [];
    private readonly bool _isWhole;

    public RunReading(NightView view, SiteReading sites, ImmutableArray<FindingEntry> entries)
    {
        _isWhole = view.Dropped.All(d => d.Failing == 0);
        var targets = Indexed(view.Targets.Select(t => (t.Driver, t.Scenario)).Distinct());
        var findings = entries.SelectMany((e, i) => e.Members.Select(m => (m.Finding.Fingerprint, Index: i))).ToDictionary(m => m.Fingerprint, m => m.Index);
        foreach (var run in view.Runs)
        {
            if (!targets.TryGetValue((run.Driver, run.Scenario), out var campaign))
            {
                throw new InvalidDataException($"A run of {run.Driver} with {run.Scenario} belongs to no target of its night.");
            }

            var shown = run.Findings.Where(findings.ContainsKey).Select(f => findings[f]).Distinct().ToImmutableArray();
            foreach (var finding in shown)
            {
                _runsOf[finding] = _runsOf.GetValueOrDefault(finding) + 1;
            }

            _rowOf.TryAdd((run.Driver, run.Scenario, run.CaseKey), Table.Count);
            Table.Add(new ReportRun
            {
                Campaign = campaign,
                Verdict = run.Verdict,
                Strategy = run.Strategy,
                Variation = run.Variation,
                Nth = NthOf(run.CaseKey),
                Site = sites.IndexOf(run.Driver, run.Point),
                Finding = shown.IsEmpty ? -1 : shown[0],
                MoreFindings = shown.Length > 1 ? shown[1..] : default,
                Calls = run.Calls,
                TraceHash = run.TraceHash,
            });
        }
    }

    /// <summary>The runs.</summary>
    public RunTable Table { get; } = new();

    /// <summary>
    /// Runs that show an entry: those of the table that its link shows. Of a night whose rows are not all kept, as many as its observations
    /// say.
    /// </summary>
    public long RunsOf(int index, FindingEntry entry)
    {
        var rows = _runsOf.GetValueOrDefault(index);
        return _isWhole ? rows : Math.Max(rows, entry.Members.Max(m => m.Scenarios.Sum(s => (long)s.Runs)));
    }

    /// <summary>The row of a finding's exemplar; -1 when it is another night's.</summary>
    public int Exemplar(FindingView finding) => finding.Scenarios.IsEmpty
        ? -1
        : _rowOf.GetValueOrDefault((finding.Finding.Driver, finding.Exemplar.Scenario, finding.Exemplar.CaseKey), -1);

    // The first of equal keys counts.
    private static Dictionary<T, int> Indexed<T>(IEnumerable<T> keys)
        where T : notnull
    {
        var index = new Dictionary<T, int>();
        var i = 0;
        foreach (var key in keys)
        {
            index.TryAdd(key, i++);
        }

        return index;
    }

    // "each f12": the call that fails first.
    private static long NthOf(string key)
    {
        var start = key.IndexOf(" f", StringComparison.Ordinal) + 2;
        var end = start;
        while (start > 1 && end < key.Length && char.IsAsciiDigit(key[end]))
        {
            end++;
        }

        return long.TryParse(key.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var nth) ? nth : 0;
    }
}
