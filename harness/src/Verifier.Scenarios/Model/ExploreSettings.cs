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

/// <summary>The ways to explore.</summary>
[Flags]
public enum ExploreStrategies
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>each</c>: every fault point once.</summary>
    Each = 1,

    /// <summary><c>persistent</c>: every fault point and all calls after it.</summary>
    Persistent = 2,

    /// <summary><c>stacks</c>: the first fault point of each driver stack.</summary>
    Stacks = 4,

    /// <summary><c>second</c>: after each single fault, every fault point that exists only because of it.</summary>
    Second = 8,

    /// <summary><c>random</c>: dice, many runs, seeds printed.</summary>
    Random = 16,

    /// <summary><c>exhaust</c>: no injection; the real pool limits shrink step by step until nothing fails.</summary>
    Exhaust = 32,

    /// <summary><c>fill</c>: no injection; uninitialised memory has other contents.</summary>
    Fill = 64,

    /// <summary><c>all</c>: all of them.</summary>
    All = Each | Persistent | Stacks | Second | Random | Exhaust | Fill,
}

/// <summary>Part <paramref name="Index"/> of <paramref name="Count"/> equal parts; the same subset on every machine.</summary>
/// <param name="Index">1-based part.</param>
/// <param name="Count">Number of parts, at least 1.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>Everything: 1/1.</summary>
    public static Shard Whole { get; } = new(1, 1);
}

/// <summary>A fault site that may fail without a finding, and why.</summary>
public sealed record BenignSite : ScenarioNode
{
    /// <summary>The site: stack id, or a glob over <c>DDI in Routine</c>.</summary>
    public required string Site { get; init; }

    /// <summary>The reason; never empty.</summary>
    public required string Why { get; init; }
}
