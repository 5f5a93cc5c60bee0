using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>
/// The settings of randomized low resources simulation, with Driver Verifier's defaults
/// (harness/docs/facts/driver-verifier.md#low-resources-simulation-settings).
/// </summary>
public sealed record LowResourcesSettings : ScenarioNode
{
    /// <summary>Driver Verifier's default: 600 chances in 10,000.</summary>
    public const int DefaultProbability = 600;

    /// <summary>Chances in 10,000 that an eligible call fails; 1 to 10,000.</summary>
    public int Probability { get; init; } = DefaultProbability;

    /// <summary>Pool tags that are eligible; empty means all.</summary>
    public ImmutableArray<Glob> Tags { get; init; } = [];

    /// <summary>Image names of the current process for which calls are eligible; empty means all.</summary>
    public ImmutableArray<Glob> Applications { get; init; } = [];

    /// <summary>Virtual time since boot before which nothing fails; 8 minutes unless set.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMinutes(8);
}
