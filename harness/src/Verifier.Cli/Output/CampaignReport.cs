using Verifier.Cli.Exploring;
using Verifier.Cli.Host;
using Verifier.Cli.Running;
using Verifier.Cli.Text;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers.Running;

namespace Verifier.Cli.Output;

/// <summary>The text of <c>run</c> about campaigns: the completeness and findings of each, and one line for all at the end.</summary>
/// <param name="output">Where to.</param>
/// <param name="replay">Makes the command that replays a run; put its token behind it.</param>
/// <param name="results">The results folder as the user knows it.</param>
/// <param name="hasColours">Colours?</param>
/// <param name="isDetailed">Also the details of findings that scripts expect?</param>
internal sealed class CampaignReport(TextWriter output, Func<Plan, string> replay, string results, bool hasColours, bool isDetailed)
{
    /// <summary>Writes all campaigns, and the last line, which says whether anything is left and what was found.</summary>
    public void Write(CampaignTotals totals)
    {
        foreach (var record in totals.Records)
        {
            Write(record);
            output.WriteLine();
        }

        if (totals.Records.Count > 1)
        {
            WriteTable(totals.Records);
            output.WriteLine();
        }

        output.WriteLine(LastLine(totals));
    }

    /// <summary>Writes only those that are not as they should be.</summary>
    public void WriteWrong(IEnumerable<CampaignRecord> records)
    {
        foreach (var record in records.Where(record => record.Verdict.ExitCode() != ExitCode.Ok))
        {
            Write(record);
            output.WriteLine();
        }
    }

    /// <summary>The last line, made for gates: it begins with <c>complete:</c> only when all that was planned was done and judged.</summary>
    public static string LastLine(CampaignTotals totals)
    {
        var c = totals.Completeness;
        var begun = totals.Records.Count == totals.Planned ? string.Empty : $"{totals.Records.Count} of ";
        var verdicts = Verdicts.All.Where(v => totals.Count(v) > 0).Select(v => $"{totals.Count(v)} {v.Word()}");
        string[] parts =
        [
            $"{totals.Word}: {begun}{Words.Count(totals.Planned, "campaign")} ({Words.List(verdicts)})",
            $"{Words.Count(c.Points, "fault point")} seen",
            $"{c.FailedOnce} failed once{CampaignStatement.Shapes(c)}",
            $"{c.FailedPersistently} failed persistently",
            $"{c.SecondFailed} of {Words.Count(c.SecondSeen, "second fault")} failed",
            Words.Count(c.RandomRuns, "random run"),
            Words.Count(c.ExhaustRuns, "exhaust run"),
            $"{c.Excluded} excluded",
            $"{c.OutOfBudget} out of budget",
            $"{c.Inconclusive} inconclusive",
            $"{Words.Count(totals.Findings, "finding")} ({totals.Unexpected} unexpected)",
        ];
        return string.Join(", ", parts);
    }

    private void WriteTable(IReadOnlyList<CampaignRecord> records)
    {
        var table = new TextTable("scenario", "driver", "verdict", ">points", ">runs", ">absorbed", ">propagated", "findings");
        foreach (var record in records)
        {
            table.Add(
                record.Target.Golden.Scenario.Name,
                record.Target.Driver.Name,
                new Cell(record.Verdict.Word(), record.Verdict.Colour()),
                record.Outcome?.Completeness.Points ?? 0,
                record.Outcome?.Results.Length ?? 0,
                record.Outcome?.Absorbed ?? 0,
                record.Outcome?.Propagated ?? 0,
                string.Join(", ", CampaignEntry.Of(record.Outcome).GroupBy(e => Title(e.Lead)).Select(g => g.Count() > 1 ? $"{g.Key} x{g.Count()}" : g.Key)));
        }

        table.WriteTo(output, hasColours);
    }

    private void Write(CampaignRecord record)
    {
        var title = Printable.Line($"{record.Target.Golden.Scenario.Name} with {record.Target.Driver.Name} ({record.Target.Script.Path})");
        output.Write(record.Verdict.Colour(), record.Verdict.Word(), hasColours);
        output.WriteLine($": {title}");
        if (record.Outcome is { } outcome)
        {
            foreach (var line in CampaignStatement.Lines(record.Target, outcome))
            {
                Line(1, line);
            }
        }

        if (record.Problem is { } problem)
        {
            Line(1, problem);
        }

        foreach (var remark in record.Outcome?.Golden.Remarks ?? [])
        {
            Line(1, $"remark: {remark}");
        }

        foreach (var entry in CampaignEntry.Of(record.Outcome))
        {
            Write(entry, record);
        }

        foreach (var advice in record.Outcome?.Economy?.Advice ?? [])
        {
            Line(1, $"advice: {(advice.Site.Length > 0 ? $"{advice.Site}: " : string.Empty)}{advice.Text} ({advice.Source})");
        }

        foreach (var unmet in record.Outcome?.Unmet ?? [])
        {
            Line(1, unmet.Sentence);
            Line(2, $"replay: {replay(record.Target.Golden)} {unmet.Token}");
        }

        foreach (var surprise in record.Outcome?.Surprises.Where(surprise => !IsFindingsOwn(record.Outcome, surprise)) ?? [])
        {
            Line(1, surprise);
        }

        foreach (var missing in record.IsSharded ? record.Outcome?.Missing ?? [] : [])
        {
            Line(1, $"in this shard: {missing}");
        }
    }

    private void Write(CampaignEntry entry, CampaignRecord record)
    {
        var group = entry.Lead;
        string[] places = [.. entry.IsInGolden ? new[] { "the golden run" } : [], .. entry.Runs > 0 ? new[] { Words.Count(entry.Runs, "run") } : []];
        var where = string.Join(" and ", places);
        Line(1, $"{Title(group)} in {where}, fingerprint {group.Fingerprint}");
        Line(2, group.Exemplar.Title);
        foreach (var detail in isDetailed || !(group.Exemplar.IsExpected || group.IsBenign) ? group.Exemplar.Details : [])
        {
            Line(3, detail);
        }

        if (group.Exemplar.Benign is { } why)
        {
            Line(2, $"benign: {why}");
        }

        // What shares the cause and is expected, or benign, is an entry of its own.
        var related = group.Related.Except(entry.Members.Select(m => m.Fingerprint)).ToList();
        if (related.Count > 0)
        {
            Line(2, $"may be the same as: {string.Join(", ", related)}");
        }

        WriteCommands(2, group, record);
        foreach (var member in entry.Members.Skip(1))
        {
            Line(2, $"same cause, fingerprint {member.Fingerprint}: {member.Exemplar.Title}");
            WriteCommands(3, member, record);
        }
    }

    private void WriteCommands(int depth, FindingGroup group, CampaignRecord record)
    {
        Line(depth, $"replay: {replay(record.Target.Golden)} {group.Exemplar.Token}");
        if (record.Minimal.GetValueOrDefault(group.Fingerprint) is { } minimal)
        {
            Line(depth, $"minimal: {TextOf(minimal)}");
        }
    }

    private string TextOf(MinimalScenario minimal)
    {
        if (minimal.File is null)
        {
            return $"none: {minimal.Problem}";
        }

        var unfinished = minimal.IsFinished ? string.Empty : "; there was more to try";
        var size = $"{Words.Count(minimal.Operations, "operation")}, {Words.Count(minimal.Failures, "failure")}";
        return $"{results.Replace('\\', '/').TrimEnd('/')}/{minimal.File} ({size}{unfinished})";
    }

    // The engine names each unexpected finding and outcome among the surprises too; it has been shown with its details.
    private static bool IsFindingsOwn(CampaignOutcome outcome, string surprise) =>
        outcome.Unmet.Any(unmet => unmet.Sentence == surprise) || outcome.Groups.Any(group => surprise.EndsWith(group.Exemplar.Title, StringComparison.Ordinal));

    private static string Title(FindingGroup group)
    {
        var word = group.IsBenign ? "benign" : group.Exemplar.IsExpected ? "expected" : "unexpected";
        return $"{word} {FindingWords.Of(group.Exemplar.Kind)}";
    }

    private void Line(int depth, string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            output.WriteLine(new string(' ', 2 * depth) + Printable.Line(line));
        }
    }
}
