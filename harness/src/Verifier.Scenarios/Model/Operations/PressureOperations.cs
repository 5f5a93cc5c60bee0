namespace Verifier.Scenarios.Model;

/// <summary>A <c>pressure</c> operation: other consumers of memory act.</summary>
public abstract record PressureOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "pressure";
}

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

/// <summary><c>fragment</c>: takes pool in blocks of one size and gives every second block back.</summary>
public sealed record PressureFragmentOperation : PressureOperation
{
    /// <summary>Which pool.</summary>
    public PoolKind Pool { get; init; }

    /// <summary>Bytes taken in all, before half of them are given back.</summary>
    public required long Bytes { get; init; }

    /// <summary>Size of one block in bytes; a page unless set.</summary>
    public int Block { get; init; } = 4096;
}

/// <summary>
/// <c>trim</c>: all pageable memory is paged out, as force IRQL checking does at every raise
/// (harness/docs/facts/driver-verifier.md#force-irql-checking).
/// </summary>
public sealed record PressureTrimOperation : PressureOperation;

/// <summary><c>hold</c>: takes pool and keeps it until <c>release</c> or the end of the run.</summary>
public sealed record PressureHoldOperation : PressureOperation
{
    /// <summary>Which pool.</summary>
    public PoolKind Pool { get; init; }

    /// <summary>Bytes to take, or as many as there are.</summary>
    public required long Bytes { get; init; }

    /// <summary>Name by which <c>release</c> gives it back.</summary>
    public required string Handle { get; init; }
}

/// <summary><c>release</c>: gives back what <c>hold</c> took.</summary>
public sealed record PressureReleaseOperation : PressureOperation
{
    /// <summary>The name given to <c>hold</c>.</summary>
    public required string Handle { get; init; }
}
