using System.Text.Json;
using Verifier.Cli.Text;
using Verifier.Engine.Analysis;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Workers.Messages;

namespace Verifier.Cli.Analyzing;

/// <summary>Analyses a run and writes what <c>analyze</c> prints of it.</summary>
internal sealed class AnalysisTask : IPlanTask
{
    /// <summary>The only one that is needed.</summary>
    public static readonly AnalysisTask Instance = new();

    private AnalysisTask()
    {
    }

    /// <inheritdoc/>
    public string Name => "analysis";

    /// <inheritdoc/>
    public string Do(Plan plan, string order)
    {
        var asked = JsonSerializer.Deserialize(order, AnalysisJson.Default.AnalysisOrder)!;
        _ = ReplayToken.TryParse(asked.Token, out var token, out _);
        using var runner = new ScenarioRunner();
        var moved = Replayer.Locate(token!, plan, runner);
        var analysis = new Analyzer(runner).Analyze(moved is null ? plan : Planner.Vary(plan, moved.Variation));
        var comparison = Replayer.Compare(token!, analysis.Result, moved);
        using var text = new StringWriter { NewLine = "\n" };
        if (asked.IsJson)
        {
            JsonDocumentWriter.WriteTo(text, json => AnalysisDocument.Write(json, analysis, comparison));
        }
        else
        {
            new AnalysisReport(text).Write(analysis);
        }

        return JsonSerializer.Serialize(new AnalysisAnswer(text.ToString(), comparison.IsSame, [.. comparison.Differences]), AnalysisJson.Default.AnalysisAnswer);
    }
}
