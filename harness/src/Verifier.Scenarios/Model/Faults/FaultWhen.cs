using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>
/// <c>when:</c>, which eligible calls fail. With nothing set, every one does. The binder admits at most one of <see cref="Nth"/>,
/// <see cref="Ordinal"/>, <see cref="Limit"/>, <see cref="NewStack"/> and the pair <see cref="Probability"/>/<see cref="Interval"/>.
/// </summary>
public sealed record FaultWhen : ScenarioNode
{
    /// <summary>Every eligible call fails.</summary>
    public static FaultWhen Always { get; } = new();

    /// <summary>The n-th eligible calls, 1-based, ascending and disjoint; empty if not set.</summary>
    public ImmutableArray<OrdinalRange> Nth { get; init; } = [];

    /// <summary>The n-th interceptable calls of the run, 1-based, ascending and disjoint; empty if not set.</summary>
    public ImmutableArray<OrdinalRange> Ordinal { get; init; } = [];

    /// <summary>Chance of each eligible call.</summary>
    public Rate? Probability { get; init; }

    /// <summary>Seed of that dice; null for the scenario's seed.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Every k-th eligible call; at least 1.</summary>
    public long? Interval { get; init; }

    /// <summary>
    /// At most so many failures; null for no limit. (For <c>nth</c> the language's default of one failure a listed call needs no limit:
    /// each is reached once.)
    /// </summary>
    public long? Times { get; init; }

    /// <summary>Bytes that must have been allocated by eligible calls before failing starts.</summary>
    public long? Space { get; init; }

    /// <summary>Fails a call that would bring the live bytes of eligible calls above this.</summary>
    public long? Limit { get; init; }

    /// <summary>Eligible calls to skip first; 0 unless set.</summary>
    public long After { get; init; }

    /// <summary>Virtual time since boot before which nothing fails; null if not set.</summary>
    public TimeSpan? DelayTime { get; init; }

    /// <summary>Name of the operation before whose first start nothing fails; null if not set.</summary>
    public string? DelayOperation { get; init; }

    /// <summary>From the first failure on, all eligible calls fail.</summary>
    public bool Persistent { get; init; }

    /// <summary>
    /// <c>stack: new</c>: fails the first call of each driver stack (systematic simulation,
    /// harness/docs/facts/driver-verifier.md#systematic-low-resources-simulation).
    /// </summary>
    public bool NewStack { get; init; }
}
