using System.Collections.Immutable;
using Verifier.Engine.Exploration;
using Verifier.History;

namespace Verifier.Reporting.Model;

/// <summary>One driver with one scenario: what the matrix, JUnit and CTRF have a cell or case for.</summary>
public sealed record ReportCampaign
{
    /// <summary>The driver's name.</summary>
    public required string Driver { get; init; }

    /// <summary>The driver build's hash.</summary>
    public string Build { get; init; } = string.Empty;

    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>Path of its script, with forward slashes.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The script's hash.</summary>
    public string ScenarioHash { get; init; } = string.Empty;

    /// <summary>The seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>The verdict over all its runs.</summary>
    public required RunVerdict Verdict { get; init; }

    /// <summary>True if the verdict is what the script expects. Findings that were planted are.</summary>
    public bool IsAsExpected { get; init; }

    /// <summary>The reason why there is no verdict, or the failure of the harness; null if there is a verdict.</summary>
    public string? Problem { get; init; }

    /// <summary>Remarks for the script's author on its runs, one sentence each.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>True if it counts as a failure.</summary>
    public bool IsFailure => Verdict == RunVerdict.Finding && !IsAsExpected;

    /// <summary>
    /// True if something in it has changed since the night compared with: a finding that is new, came back or was fixed, or if it is
    /// failing now.
    /// </summary>
    public bool IsChanged { get; init; }

    /// <summary>The parts that were tried and those that were not; null if its golden run was not made.</summary>
    public Completeness? Completeness { get; init; }
}
