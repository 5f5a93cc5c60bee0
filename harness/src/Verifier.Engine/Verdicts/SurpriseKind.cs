namespace Verifier.Engine.Verdicts;

/// <summary>The ways in which a run and its script's <c>expect:</c> can differ.</summary>
public enum SurpriseKind
{
    /// <summary>A finding came that no entry asks for.</summary>
    UnexpectedFinding,

    /// <summary>An expected finding did not come, or not as often as expected.</summary>
    MissingFinding,

    /// <summary>Operations that met a fault had other outcomes than an entry says.</summary>
    OtherOutcome,
}
