using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>One run: a driver's build, a scenario and a case, executed once. The row of the big table.</summary>
public sealed record RunRow
{
    /// <summary>Name of the driver.</summary>
    public required string Driver { get; init; }

    /// <summary>Identifies the driver's build.</summary>
    public required string DriverBuild { get; init; }

    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Hash of its script.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>Names the run within its target and build: <c>each f12</c>, <c>golden</c>, <c>script</c>.</summary>
    public required string CaseKey { get; init; }

    /// <summary>
    /// Names the run within its target in any build: <c>each SwapArray.DispatchWrite ExAllocatePool2 'Swap' #2</c>. What nights are compared by.
    /// </summary>
    public required string Place { get; init; }

    /// <summary>The strategy in one word: each, persistent, second, random, exhaust, fill; golden or script for a run without any.</summary>
    public required string Strategy { get; init; }

    /// <summary>How it differs from its script, as tokens write it; empty for the script as it is, null when it is not known.</summary>
    public string? Variation { get; init; }

    /// <summary>The first call that was to fail; null when no single call was.</summary>
    public PointKey? Point { get; init; }

    /// <summary>The way in which it ended.</summary>
    public required RunVerdict Verdict { get; init; }

    /// <summary>What became of its faults.</summary>
    public FaultOutcome Outcome { get; init; }

    /// <summary>Calls that were made to fail.</summary>
    public long Injected { get; init; }

    /// <summary>DDI calls of the driver.</summary>
    public long Calls { get; init; }

    /// <summary>The hash of the trace.</summary>
    public ulong TraceHash { get; init; }

    /// <summary>Fingerprints of its findings, the first cause first; empty for a pass.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>The reason why there is no verdict; null when there is one.</summary>
    public string? Problem { get; init; }
}
