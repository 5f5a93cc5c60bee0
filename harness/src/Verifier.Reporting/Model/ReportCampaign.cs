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

    /// <summary>Is it what the script expects? Findings that were planted are.</summary>
    public bool IsAsExpected { get; init; }

    /// <summary>Why there is no verdict, or what the harness met; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>What whoever wrote its script should know of its runs, one sentence each.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Does it count as a failure?</summary>
    public bool IsFailure => Verdict == RunVerdict.Finding && !IsAsExpected;

    /// <summary>Has something in it changed since the night compared with: a finding that is new, came back or was fixed, or is it failing now?</summary>
    public bool IsChanged { get; init; }

    /// <summary>What was tried and what was not; null when its golden run was not made.</summary>
    public Completeness? Completeness { get; init; }
}
