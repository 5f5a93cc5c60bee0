using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>A defect: all failing runs with one fingerprint, over all nights. The unit that people act on.</summary>
public sealed record FindingRow
{
    /// <summary>Stands for the cause; 16 hex digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>A coarser one: findings that share it may be one defect.</summary>
    public required string Coarse { get; init; }

    /// <summary>Name of the driver.</summary>
    public required string Driver { get; init; }

    /// <summary>The kind in one word, as scripts spell it: leak, bugcheck, wrong-status …</summary>
    public required string Kind { get; init; }

    /// <summary>One sentence: what was made to fail, where, and what the driver did. As last seen.</summary>
    public required string Title { get; init; }

    /// <summary>More lines. As last seen.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>The DDI that failed or acquired what leaked; empty when there is none.</summary>
    public string Ddi { get; init; } = string.Empty;

    /// <summary>The pool tag in question; null when there is none.</summary>
    public string? Tag { get; init; }

    /// <summary>
    /// Does a script expect it (a planted defect)? As it is handed in: the script of its target. As it is read: any script of the last night that saw it.
    /// </summary>
    public bool IsExpected { get; init; }

    /// <summary>Why a script calls its site benign; null when none does. Whose script: as for <see cref="IsExpected"/>.</summary>
    public string? Benign { get; init; }

    /// <summary>The first night that saw it.</summary>
    public long FirstNight { get; init; }

    /// <summary>When that night began.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>The last night that saw it.</summary>
    public long LastNight { get; init; }

    /// <summary>When that night began.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>How many nights saw it.</summary>
    public int Nights { get; init; }
}
