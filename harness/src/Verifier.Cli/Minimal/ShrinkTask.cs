using System.Text.Json;
using Verifier.Cli.Files;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Tokens;
using Verifier.Scenarios.Model;
using Verifier.Workers.Messages;
using Verifier.Workers.Running;

namespace Verifier.Cli.Minimal;

/// <summary>Makes the smallest scenario that shows the finding of a run.</summary>
internal sealed class ShrinkTask : IPlanTask
{
    /// <summary>The only one that is needed.</summary>
    public static readonly ShrinkTask Instance = new();

    private ShrinkTask()
    {
    }

    /// <inheritdoc/>
    public string Name => "shrink";

    /// <inheritdoc/>
    public string Do(Plan plan, string order)
    {
        var asked = JsonSerializer.Deserialize(order, ShrinkJson.Default.ShrinkOrder)!;
        return JsonSerializer.Serialize(Shrink(plan, asked), ShrinkJson.Default.ShrinkAnswer);
    }

    private static ShrinkAnswer Shrink(Plan plan, ShrinkOrder order)
    {
        _ = ReplayToken.TryParse(order.Token, out var token, out _);
        using var runner = new ScenarioRunner();
        var moved = Replayer.Locate(token!, plan, runner);
        var (shrunk, problem) = new ScenarioShrinker(runner).Shrink(moved is null ? plan : Planner.Vary(plan, moved.Variation), order.Fingerprint);
        if (shrunk is null)
        {
            return new ShrinkAnswer { Problem = problem, Moved = moved?.Sentence };
        }

        var path = ScriptPath.IsFile(order.Output) ? order.Output : Path.Join(order.Output, shrunk.SpeakingName + ScriptPath.Extension);
        var named = shrunk.Named(Path.GetFileNameWithoutExtension(path));
        return new ShrinkAnswer
        {
            Moved = moved?.Sentence,
            Path = path,
            Scenario = named.Scenario.Name,
            Original = named.OriginalName,
            Kind = FindingWords.Of(named.Finding.Kind),
            Title = named.Finding.Title,
            Fingerprint = named.Fingerprint,
            OperationsBefore = named.Operations.Before,
            Operations = named.Operations.After,
            FailuresBefore = named.Faults.Before,
            Failures = named.Faults.After,
            Tries = named.Tries,
            IsFinished = named.IsFinished,
            Script = DriverEntry.In(named, plan.Driver, Path.GetDirectoryName(Path.GetFullPath(path, order.WorkingFolder))!).Script,
        };
    }
}
