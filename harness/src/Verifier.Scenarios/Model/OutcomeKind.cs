namespace Verifier.Scenarios.Model;

/// <summary>The legal outcomes of a fault (ARCHITECTURE.md D6).</summary>
public enum OutcomeKind
{
    /// <summary>Absorbed or propagated.</summary>
    Graceful,

    /// <summary>STATUS_INSUFFICIENT_RESOURCES with zero effect.</summary>
    Propagated,

    /// <summary>Success with the result of a run without faults.</summary>
    Absorbed,
}
