namespace Verifier.Scenarios.Model;

/// <summary><c>spike</c>: from here on, again and again, somebody takes pool, keeps it for a while and gives it back.</summary>
public sealed record PressureSpikeOperation : PressureOperation
{
    /// <summary>Which pool.</summary>
    public PoolKind Pool { get; init; }

    /// <summary>Bytes taken each time, or as many as there are.</summary>
    public required long Bytes { get; init; }

    /// <summary>Virtual time from the start of one spike to the start of the next; null for a single spike.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Virtual time for which the bytes are kept.</summary>
    public required TimeSpan For { get; init; }
}
