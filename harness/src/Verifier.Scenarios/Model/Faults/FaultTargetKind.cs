namespace Verifier.Scenarios.Model;

/// <summary>The three forms of <see cref="FaultTarget"/>.</summary>
public enum FaultTargetKind
{
    /// <summary>The exact name of a DDI.</summary>
    Ddi,

    /// <summary>A glob that matches at least one DDI.</summary>
    Glob,

    /// <summary>A family.</summary>
    Family,
}
