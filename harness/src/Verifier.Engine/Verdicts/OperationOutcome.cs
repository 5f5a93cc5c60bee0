namespace Verifier.Engine.Verdicts;

/// <summary>The outcome of a fault in the operation that met it.</summary>
public enum OperationOutcome
{
    /// <summary>No fault was injected during the operation.</summary>
    NotFaulted,

    /// <summary>The operation succeeded all the same.</summary>
    Absorbed,

    /// <summary>The operation failed with the status of the failure.</summary>
    Propagated,

    /// <summary>The operation failed with another status.</summary>
    Wrong,

    /// <summary>The machine stopped, or the request never completed.</summary>
    Unfinished,
}
