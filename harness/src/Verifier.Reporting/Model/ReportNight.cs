using System.Collections.Immutable;
using Verifier.History;

namespace Verifier.Reporting.Model;

/// <summary>The night that a report is about, with the facts that decide if it can be trusted (ARCHITECTURE.md D8).</summary>
public sealed record ReportNight
{
    /// <summary>The name of the night: a date, with a number if there were more.</summary>
    public required string Name { get; init; }

    /// <summary>The time at which it began, as text: reports read no clock.</summary>
    public string Started { get; init; } = string.Empty;

    /// <summary>Time that it took; null if it was not measured.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The night that transitions are against; null when there was none.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>Version of the harness.</summary>
    public string Harness { get; init; } = string.Empty;

    /// <summary>Identifies the scenario library.</summary>
    public string Library { get; init; } = string.Empty;

    /// <summary>The command that calls the program, before its verb, so that a printed command can be pasted.</summary>
    public string Program { get; init; } = "dotnet verifier";

    /// <summary>The command that replays a run; its token goes behind it.</summary>
    public string Replay { get; init; } = "dotnet verifier replay";

    /// <summary>Defects planted in the canaries.</summary>
    public int CanariesPlanted { get; init; }

    /// <summary>Of those, the ones that the oracles found.</summary>
    public int CanariesFound { get; init; }

    /// <summary>Runs that were done a second time.</summary>
    public int Replays { get; init; }

    /// <summary>Of those, the ones whose trace was the same, byte for byte.</summary>
    public int ReplaysIdentical { get; init; }

    /// <summary>Defects that the drivers' own lists say are planted.</summary>
    public int DefectsPlanted { get; init; }

    /// <summary>Of those, the ones that were found.</summary>
    public int DefectsFound { get; init; }

    /// <summary>The findings that make it fail: any, new, regressed; null if not given, which means any.</summary>
    public string? FailsOn { get; init; }

    /// <summary>Runs that were planned; those in the table were executed.</summary>
    public long RunsPlanned { get; init; }

    /// <summary>Runs in numbers, those whose rows are not kept included; null when every run has its row.</summary>
    public RunCounts? Totals { get; init; }

    /// <summary>Other problems of the night itself, one sentence each.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];
}
