using Verifier.Cli.Replaying;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Output;

/// <summary>The text of <c>replay</c> about each run.</summary>
internal sealed class ReplayReport(TextWriter output, Func<Plan, string> replay, bool hasColours)
{
    /// <summary>Writes one run: its trace if there is one, whether it is the same, and what was found.</summary>
    public void Write(ReplayRun run)
    {
        foreach (var line in run.Trace)
        {
            output.WriteLine(Printable.Line(line));
        }

        var record = run.Record;
        var title = Printable.Line($"{record.Plan.Scenario.Name} with {record.Plan.Driver.Name}");
        var trace = record.TraceHash == 0 ? "no trace" : $"trace {record.TraceHash:x16}";
        var (colour, word) = run.Comparison.IsSame ? (Colour.Green, "same") : (Colour.Red, "diverged");
        output.Write(colour, word, hasColours);
        output.WriteLine($": {title}, {trace}, {Words.Count(record.Injected, "fault")}");
        foreach (var difference in run.Comparison.Differences)
        {
            output.WriteLine($"  {Printable.Line(difference)}");
        }

        new RunDetails(output, replay, hasColours).Write(record, isDetailed: true);
    }

    /// <summary>Writes the line of counts.</summary>
    public void WriteSummary(IReadOnlyList<ReplayRun> runs)
    {
        var same = runs.Count(run => run.Comparison.IsSame);
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"{Words.Count(runs.Count, "replay")}: {same} same, {runs.Count - same} diverged"));
    }
}
