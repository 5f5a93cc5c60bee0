using System.Collections.Immutable;
using Verifier.Engine.Exploration;

namespace Verifier.History;

/// <summary>One scenario with one driver in one night, run as it is or explored: a cell of the matrix.</summary>
public sealed record TargetRow
{
    /// <summary>Name of the driver.</summary>
    public required string Driver { get; init; }

    /// <summary>Identifies the driver's build.</summary>
    public required string DriverBuild { get; init; }

    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Path of its script, with forward slashes.</summary>
    public required string ScenarioPath { get; init; }

    /// <summary>Hash of its script.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>Name of the simulated machine.</summary>
    public string Profile { get; init; } = string.Empty;

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; }

    /// <summary>Run as it is, or explored.</summary>
    public TargetMode Mode { get; init; }

    /// <summary>The verdict in one word, as results.ndjson has it: pass, finding, surprise, broken, inconclusive, unmodelled, error.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why the verdict is inconclusive or error; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>Where findings and the script's expectations differ, one sentence each.</summary>
    public ImmutableArray<string> Surprises { get; init; } = [];

    /// <summary>
    /// What whoever wrote the script should know of the run, or of the golden run of an exploration: routines that only give a fixed answer, requests
    /// that the script does not answer.
    /// </summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Expectations of its script that were not met: findings that did not come, outcomes other than expected.</summary>
    public int Unmet { get; init; }

    /// <summary>
    /// Does it fail its night? Not if all that is wrong with it is expected by another script, known or flaky. Worked out when the night ends; null
    /// before, and for nights of earlier versions.
    /// </summary>
    public bool? IsFailing { get; init; }

    /// <summary>Runs that were to be done.</summary>
    public long Planned { get; init; }

    /// <summary>Replays the run, or the golden run of an exploration; empty when there is none.</summary>
    public string Token { get; init; } = string.Empty;

    /// <summary>The hash of its trace.</summary>
    public ulong TraceHash { get; init; }

    /// <summary>Kernel routines that the driver called in it.</summary>
    public long Calls { get; init; }

    /// <summary>
    /// Strategies of which every run there is was done and judged (of each, persistent and second): what has no run in them is not there.
    /// </summary>
    public ImmutableArray<string> CompleteStrategies { get; init; } = [];

    /// <summary>Routines of the driver, with their types, through which the golden run came to its fault points.</summary>
    public ImmutableArray<string> Routines { get; init; } = [];

    /// <summary>Those that only runs with faults came through, as far as they were recorded.</summary>
    public ImmutableArray<string> FurtherRoutines { get; init; } = [];

    /// <summary>What exploration has and has not tried; null for a run as it is.</summary>
    public Completeness? Completeness { get; init; }
}
