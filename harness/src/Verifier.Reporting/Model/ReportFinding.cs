using System.Collections.Immutable;
using Verifier.History;
using Verifier.Scenarios.Model;

namespace Verifier.Reporting.Model;

/// <summary>Failing runs with one fingerprint: the unit people act on.</summary>
public sealed record ReportFinding
{
    /// <summary>Stands for the cause; see <see cref="Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The same for what may be one defect.</summary>
    public string Coarse { get; init; } = string.Empty;

    /// <summary>What became of it since the last comparable night.</summary>
    public required Transition Transition { get; init; }

    /// <summary>The kind.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>The driver.</summary>
    public required string Driver { get; init; }

    /// <summary>The scenario of the exemplar.</summary>
    public required string Scenario { get; init; }

    /// <summary>One sentence: what was made to fail, where, and what the driver did.</summary>
    public required string Title { get; init; }

    /// <summary>More lines.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>The operation during which it was seen; empty outside of one.</summary>
    public string Operation { get; init; } = string.Empty;

    /// <summary>The DDI that failed or acquired what leaked; empty when there is none.</summary>
    public string Ddi { get; init; } = string.Empty;

    /// <summary>The pool tag in question; null when there is none.</summary>
    public string? Tag { get; init; }

    /// <summary>Position of the failed call among the run's interceptable calls; 0 when none was made to fail.</summary>
    public long Ordinal { get; init; }

    /// <summary>The bug check: its code and four parameters; empty when there is none.</summary>
    public ImmutableArray<ulong> BugCheck { get; init; } = [];

    /// <summary>The call that was made to fail, in words; null when none was.</summary>
    public string? Injected { get; init; }

    /// <summary>The driver's frames at that call, innermost first.</summary>
    public ImmutableArray<ReportFrame> InjectedAt { get; init; } = [];

    /// <summary>The driver's frames at the verdict, innermost first; empty when it was reached outside of the driver.</summary>
    public ImmutableArray<ReportFrame> EndedAt { get; init; } = [];

    /// <summary>The night it was first seen.</summary>
    public string FirstSeen { get; init; } = string.Empty;

    /// <summary>The night it was last seen.</summary>
    public string LastExecuted { get; init; } = string.Empty;

    /// <summary>Nights on which it was seen, tonight included.</summary>
    public int Nights { get; init; } = 1;

    /// <summary>What it did on earlier nights, oldest first, tonight last.</summary>
    public ImmutableArray<StripMark> Strip { get; init; } = [];

    /// <summary>Failing runs tonight.</summary>
    public long Runs { get; init; }

    /// <summary>The row of the shortest failing run; -1 when the table has none.</summary>
    public int Exemplar { get; init; } = -1;

    /// <summary>The exemplar's replay token; empty when there is none.</summary>
    public string Token { get; init; } = string.Empty;

    /// <summary>Its minimal scenario; null when there is no file of it.</summary>
    public MinimalFile? Minimal { get; init; }

    /// <summary>Fingerprints of findings that may be the same defect.</summary>
    public ImmutableArray<string> Related { get; init; } = [];

    /// <summary>The known-issue note: why the script calls its site benign, or expects it; null when it does not.</summary>
    public string? Note { get; init; }

    /// <summary>Does the script expect it? It is a finding all the same, but no surprise.</summary>
    public bool IsExpected { get; init; }

    /// <summary>The entry of the list of known findings that accepts it; null when none does.</summary>
    public KnownFinding? Known { get; init; }

    /// <summary>Is that entry over?</summary>
    public bool IsExpired { get; init; }

    /// <summary>Did a run of tonight show it?</summary>
    public bool IsSeen { get; init; }

    /// <summary>Why nothing is known of it tonight, or what is; null when it is there, or is fixed.</summary>
    public string? Why { get; init; }

    /// <summary>Findings that its places show instead, when it is masked.</summary>
    public ImmutableArray<string> MaskedBy { get; init; } = [];

    /// <summary>Its routines before they were renamed or moved, and its fingerprint then; null when they never were.</summary>
    public FindingMove? Move { get; init; }

    /// <summary>The findings of the same cause that this one stands for, itself first; empty when it stands for itself only.</summary>
    public ImmutableArray<ReportMember> Members { get; init; } = [];

    /// <summary>The list it stands in.</summary>
    public FindingState List => FindingStates.Of(Transition, IsExpected, Known, IsExpired);

    /// <summary>Is it there tonight, and accepted?</summary>
    public bool IsKnown => List is FindingState.Expected or FindingState.Known;

    /// <summary>Does it make the night fail, if all such findings do?</summary>
    public bool IsFailing => FindingStates.IsFailing(List);

    /// <summary>The word for the list.</summary>
    public string State => FindingStates.WordOf(List);

    /// <summary>The kind's word.</summary>
    public string KindWord => FindingWords.Of(Kind);
}
