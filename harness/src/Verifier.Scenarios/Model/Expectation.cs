using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>One entry of <c>expect:</c>. Exactly one of <see cref="Finding"/> and <see cref="Outcome"/> is set.</summary>
public sealed record Expectation : ScenarioNode
{
    /// <summary>The drivers it is about; <c>*</c> unless set.</summary>
    public Glob Driver { get; init; } = new("*");

    /// <summary>A finding of this kind must be made.</summary>
    public FindingKind? Finding { get; init; }

    /// <summary>Every fault must end this way, and nothing may be found.</summary>
    public OutcomeKind? Outcome { get; init; }

    /// <summary>For <see cref="FindingKind.BugCheck"/>: its code; null for any.</summary>
    public StopCode? BugCheck { get; init; }

    /// <summary>For <see cref="FindingKind.BugCheck"/>: its leading parameters, up to four; null stands for any value.</summary>
    public ImmutableArray<ulong?> Parameters { get; init; } = [];

    /// <summary>The status the failed operation must give; null for any.</summary>
    public StatusCode? Status { get; init; }

    /// <summary>The DDI whose failure leads there; null for any.</summary>
    public Glob? Ddi { get; init; }

    /// <summary>Name of the operation hit; null for any.</summary>
    public Glob? Operation { get; init; }

    /// <summary>How many such findings, or outcomes; null for "at least one finding", or "every outcome".</summary>
    public Comparison? Count { get; init; }
}
