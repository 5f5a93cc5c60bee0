using Verifier.Cli.Running;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Output;

/// <summary>The text below the verdict table: each unexpected difference in full, with the command that replays it.</summary>
/// <param name="output">Where to.</param>
/// <param name="replay">Makes the command that replays a run; put its token behind it.</param>
/// <param name="hasColours">Colours?</param>
internal sealed class RunDetails(TextWriter output, Func<Plan, string> replay, bool hasColours)
{
    /// <summary>
    /// Writes the details of a run that is not as it should be, or that its script's author should know something of; with
    /// <paramref name="isDetailed"/> also of expected findings.
    /// </summary>
    public void Write(RunRecord record, bool isDetailed)
    {
        if (record.Verdict is Verdict.Pass or Verdict.Finding && record.Remarks.IsEmpty && !(isDetailed && record.Findings.Length > 0))
        {
            return;
        }

        var title = Printable.Line($"{record.Plan.Scenario.Name} with {record.Plan.Driver.Name} ({record.Plan.ScenarioPath})");
        output.WriteLine();
        output.Write(record.Verdict.Colour(), record.Verdict.Word(), hasColours);
        output.WriteLine($": {title}");
        if (record.Problem is { } problem)
        {
            Line(1, problem);
        }

        foreach (var remark in record.Remarks)
        {
            Line(1, $"remark: {remark}");
        }

        foreach (var judged in record.Findings.Where(judged => isDetailed || !judged.IsExpected))
        {
            Finding(judged);
        }

        foreach (var surprise in record.Surprises.Where(surprise => !IsFindingsOwn(record, surprise)))
        {
            Line(1, surprise);
        }

        if (record.Token.Length > 0)
        {
            Line(1, $"replay: {replay(record.Plan)} {record.Token}");
        }
    }

    private void Finding(JudgedFinding judged)
    {
        Line(1, $"{(judged.IsExpected ? "expected" : "unexpected")} {FindingWords.Of(judged.Finding.Kind)}: {judged.Finding.Title}");
        foreach (var detail in judged.IsExpected ? [] : judged.Finding.Details)
        {
            Line(2, detail);
        }
    }

    // The engine names each unexpected finding among the surprises too; it has been shown with its details.
    private static bool IsFindingsOwn(RunRecord record, string surprise) => record.Findings
        .Any(judged => !judged.IsExpected && surprise.EndsWith(judged.Finding.Title, StringComparison.Ordinal));

    private void Line(int depth, string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            output.WriteLine(new string(' ', 2 * depth) + Printable.Line(line));
        }
    }
}
