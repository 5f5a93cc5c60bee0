namespace Verifier.Engine.Observation;

/// <summary>The ways in which an operation ends.</summary>
public enum OperationState
{
    /// <summary>It ran to its end.</summary>
    Done,

    /// <summary>Its request was still pending when the run ended.</summary>
    Pending,

    /// <summary>It could not be tried, because something it needs was not there.</summary>
    Skipped,

    /// <summary>A check that did not hold.</summary>
    CheckFailed,

    /// <summary>The machine stopped during it.</summary>
    Interrupted,

    /// <summary>It could not show what it is there to show, because memory was really short; that is not the driver's doing.</summary>
    Unjudged,
}
