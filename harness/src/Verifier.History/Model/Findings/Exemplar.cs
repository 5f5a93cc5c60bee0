using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>The run that shows a finding best: few faults, then a short run. What its page is made of.</summary>
public sealed record Exemplar
{
    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Hash of its script.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>Identifies the driver's build.</summary>
    public required string DriverBuild { get; init; }

    /// <summary>The run's case, see <see cref="RunRow.CaseKey"/>.</summary>
    public required string CaseKey { get; init; }

    /// <summary>The replay token.</summary>
    public required string Token { get; init; }

    /// <summary>The hash of the trace.</summary>
    public ulong TraceHash { get; init; }

    /// <summary>Calls that were made to fail.</summary>
    public long Faults { get; init; }

    /// <summary>DDI calls of the driver: how long the run is.</summary>
    public long Calls { get; init; }

    /// <summary>The operation during which it was seen; empty outside of one.</summary>
    public string Operation { get; init; } = string.Empty;

    /// <summary>The call that was made to fail, in words; null when none was.</summary>
    public string? Injected { get; init; }

    /// <summary>Bytes that the call asked for; null when it asked for none.</summary>
    public ulong? Size { get; init; }

    /// <summary>The driver's frames at that call, innermost first.</summary>
    public ImmutableArray<StackFrameRow> InjectedAt { get; init; } = [];

    /// <summary>The driver's frames where the machine stopped, innermost first; empty when it did not.</summary>
    public ImmutableArray<StackFrameRow> StoppedAt { get; init; } = [];

    /// <summary>The bug check: its code and four parameters; empty when there is none.</summary>
    public ImmutableArray<ulong> BugCheck { get; init; } = [];

    /// <summary>The NTSTATUS in question; null when there is none.</summary>
    public uint? Status { get; init; }

    /// <summary>The trace, if it was kept: text, UTF-8. The token re-creates it in any case.</summary>
    public string? Trace { get; init; }
}
