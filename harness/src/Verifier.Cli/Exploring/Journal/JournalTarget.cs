using System.Text.Json.Serialization;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Workers.Running;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>The parts of a target: results of one that differs in any of them say nothing about this one. Budgets may differ.</summary>
internal sealed record JournalTarget
{
    /// <summary>Path of the script.</summary>
    public required string Path { get; init; }

    /// <summary>Hash of the script.</summary>
    public required string Hash { get; init; }

    /// <summary>Name of the driver.</summary>
    public required string Driver { get; init; }

    /// <summary>Identifies the driver's build.</summary>
    public required string Build { get; init; }

    /// <summary>Seed of the runs.</summary>
    public required string Seed { get; init; }

    /// <summary>Missing imports of the driver whose calls are answered by hand; empty for none.</summary>
    public string Stubs { get; init; } = string.Empty;

    /// <summary>The ways to explore.</summary>
    public required string Strategies { get; init; }

    /// <summary>True if the script's own faults happen too.</summary>
    public required bool WithScriptFaults { get; init; }

    /// <summary>The part.</summary>
    public required string Shard { get; init; }

    /// <summary>The dice that are thrown; empty for none.</summary>
    public required string Random { get; init; }

    /// <summary>Script and driver, for people.</summary>
    [JsonIgnore]
    public string Place => $"{Path} with {Driver}";

    /// <summary>The target's.</summary>
    public static JournalTarget Of(ExplorationTarget target)
    {
        var settings = target.Settings;
        return new JournalTarget
        {
            Path = target.Script.Path,
            Hash = target.Script.Hash,
            Driver = target.Driver.Name,
            Build = target.Driver.BuildHash,
            Seed = FormattableString.Invariant($"{target.Golden.Seed}"),
            Stubs = string.Join(' ', target.Driver.Stubs),
            Strategies = string.Join(',', ExploreWords.Of(settings.Strategies)),
            WithScriptFaults = !target.Golden.Variation.RestsScriptFaults,
            Shard = $"{settings.Shard.Index}/{settings.Shard.Count}",
            Random = settings.Strategies.HasFlag(ExploreStrategies.Random)
                ? FormattableString.Invariant($"{Counted.Of(settings.Repeats, "run")} at {settings.Probability} from seed {settings.Seed ?? target.Golden.Seed}")
                : string.Empty,
        };
    }

    /// <summary>The differences; the other side is the journal's.</summary>
    public IEnumerable<JournalDifference> DifferencesFrom(JournalTarget other)
    {
        JournalDifference[] all =
        [
            new(JournalDifference.Script, Path, other.Hash, Hash),
            new(JournalDifference.Driver, Driver, other.Build, Build),
            new("the seed (--seed)", Place, other.Seed, Seed),
            new("the ways to explore (--explore)", Place, other.Strategies, Strategies),
            new("answers by hand (--stub)", Place, other.Stubs, Stubs),
            new("the shard (--shard)", Place, other.Shard, Shard),
        ];

        // What follows from another difference is not told besides.
        JournalDifference[] less =
        [
            new("the script's own faults (--explore)", Place, Said(other.WithScriptFaults), Said(WithScriptFaults)),
            new("the dice of random runs", Place, other.Random, Random),
        ];
        return all.Concat(Seed == other.Seed && Strategies == other.Strategies ? less : []).Where(difference => difference.Then != difference.Now);
    }

    private static string Said(bool value) => value ? "injected" : "resting";
}
