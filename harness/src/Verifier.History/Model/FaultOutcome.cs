namespace Verifier.History;

/// <summary>What became of a run's faults (ARCHITECTURE.md D6).</summary>
public enum FaultOutcome
{
    /// <summary>There were none.</summary>
    None,

    /// <summary>Every operation that met one succeeded all the same.</summary>
    Absorbed,

    /// <summary>Every operation that met one failed with the failure's status.</summary>
    Propagated,

    /// <summary>Some did this, some that.</summary>
    Mixed,

    /// <summary>Neither: there is a finding, or no verdict.</summary>
    Neither,
}
