using Verifier.Cli.Running;
using Verifier.Cli.Text;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Output;

/// <summary>The table of a <c>run</c>: a row for each scenario and driver, and below it the counts, which add up.</summary>
internal static class VerdictTable
{
    /// <summary>Writes the table and the line of counts.</summary>
    public static void Write(TextWriter output, IReadOnlyList<RunRecord> records, bool hasColours)
    {
        var table = new TextTable("scenario", "driver", "verdict", ">faults", ">absorbed", ">propagated", "findings");
        foreach (var record in records)
        {
            table.Add(
                record.Plan.Scenario.Name,
                record.Plan.Driver.Name,
                new Cell(record.Verdict.Word(), record.Verdict.Colour()),
                record.Injected,
                record.Absorbed,
                record.Propagated,
                Findings(record));
        }

        table.WriteTo(output, hasColours);
        output.WriteLine();
        output.WriteLine(Summary(records));
    }

    /// <summary><c>31 runs: 20 pass, 9 finding, 2 surprise</c>.</summary>
    public static string Summary(IReadOnlyList<RunRecord> records)
    {
        var counts = Verdicts.All
            .Select(verdict => (Word: verdict.Word(), Count: records.Count(record => record.Verdict == verdict)))
            .Where(item => item.Count > 0)
            .Select(item => FormattableString.Invariant($"{item.Count} {item.Word}"));
        return records.Count == 0 ? "0 runs" : $"{Words.Count(records.Count, "run")}: {string.Join(", ", counts)}";
    }

    // "leak x2 (expected), bugcheck (unexpected)": kinds in the order of their first finding.
    private static string Findings(RunRecord record) => string.Join(", ", record.Findings
        .GroupBy(judged => (judged.Finding.Kind, judged.IsExpected))
        .Select(group =>
        {
            var times = group.Count() > 1 ? FormattableString.Invariant($" x{group.Count()}") : string.Empty;
            return $"{FindingWords.Of(group.Key.Kind)}{times} ({(group.Key.IsExpected ? "expected" : "unexpected")})";
        }));
}
