namespace Verifier.Scenarios.Model;

/// <summary><c>spike</c>: from here on, again and again, bytes of a pool are taken, kept for a while and given back.</summary>
public sealed record PressureSpikeOperation : PressureOperation
{
    /// <summary>The pool.</summary>
    public PoolKind Pool { get; init; }

    /// <summary>Bytes taken each time, or as many as there are.</summary>
    public required long Bytes { get; init; }

    /// <summary>Virtual time from the start of one spike to the start of the next; null for a single spike.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Virtual time for which the bytes are kept.</summary>
    public required TimeSpan For { get; init; }
}
