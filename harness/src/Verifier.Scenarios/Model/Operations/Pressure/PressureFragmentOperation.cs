namespace Verifier.Scenarios.Model;

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
