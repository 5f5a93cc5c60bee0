using System.Text.Json;
using System.Text.Json.Serialization;
using Verifier.Cli.Files;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;
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

/// <summary>Asks for a smaller scenario.</summary>
/// <param name="Token">The run's token.</param>
/// <param name="Fingerprint">Which finding to keep; null for the first.</param>
/// <param name="Output">The script to write, or a folder for it, as the user wrote it.</param>
/// <param name="WorkingFolder">Where that path starts.</param>
internal sealed record ShrinkOrder(string Token, string? Fingerprint, string Output, string WorkingFolder);

/// <summary>The smallest scenario that was found, or why there is none.</summary>
internal sealed record ShrinkAnswer
{
    /// <summary>Why there is none; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>What became of the token's fault point in a driver that was built again; null when nothing.</summary>
    public string? Moved { get; init; }

    /// <summary>The script's path.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The name of the scenario.</summary>
    public string Scenario { get; init; } = string.Empty;

    /// <summary>The name of the scenario that it was made of.</summary>
    public string Original { get; init; } = string.Empty;

    /// <summary>The kind of finding as scripts spell it.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>The finding's title.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>The finding's fingerprint.</summary>
    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>Operations before.</summary>
    public int OperationsBefore { get; init; }

    /// <summary>Operations now.</summary>
    public int Operations { get; init; }

    /// <summary>Failures before.</summary>
    public int FailuresBefore { get; init; }

    /// <summary>Failures now.</summary>
    public int Failures { get; init; }

    /// <summary>Scenarios tried.</summary>
    public int Tries { get; init; }

    /// <summary>Was everything tried?</summary>
    public bool IsFinished { get; init; }

    /// <summary>The script.</summary>
    public string Script { get; init; } = string.Empty;
}

/// <summary>Both as JSON.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ShrinkOrder))]
[JsonSerializable(typeof(ShrinkAnswer))]
internal sealed partial class ShrinkJson : JsonSerializerContext;
