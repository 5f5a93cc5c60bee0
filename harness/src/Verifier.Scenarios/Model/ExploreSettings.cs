using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary><c>explore:</c>, which fault points to try beyond the explicit faults.</summary>
public sealed record ExploreSettings : ScenarioNode
{
    /// <summary>The strategies; at least one.</summary>
    public required ExploreStrategies Strategies { get; init; }

    /// <summary>Most runs to spend; null for no limit.</summary>
    public long? BudgetRuns { get; init; }

    /// <summary>Most wall-clock time to spend; null for no limit.</summary>
    public TimeSpan? BudgetTime { get; init; }

    /// <summary>The part of the fault points this machine explores.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Say also what the driver could do better with memory. Asked for by whoever explores, not by scripts.</summary>
    public bool Advises { get; init; }

    /// <summary>Stack ids that are never failed.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Fault sites whose findings are accepted, each with its reason.</summary>
    public ImmutableArray<BenignSite> Benign { get; init; } = [];

    /// <summary>For <see cref="ExploreStrategies.Random"/>: the chance of each call. 600/10000, Driver Verifier's, unless set.</summary>
    public Rate Probability { get; init; } = Rate.Of(600, 10_000);

    /// <summary>For <see cref="ExploreStrategies.Random"/>: how many runs, each with a seed of its own. 100 unless set.</summary>
    public int Repeats { get; init; } = 100;

    /// <summary>For <see cref="ExploreStrategies.Random"/>: the first seed; null for the scenario's.</summary>
    public ulong? Seed { get; init; }
}
