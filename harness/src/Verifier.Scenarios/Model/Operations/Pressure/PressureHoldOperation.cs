namespace Verifier.Scenarios.Model;

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
