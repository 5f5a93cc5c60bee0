namespace Verifier.Engine.Exploration;

/// <summary>The way in which a case ended.</summary>
public enum CaseVerdict
{
    /// <summary>Every fault was absorbed or propagated.</summary>
    Pass,

    /// <summary>The driver did something wrong.</summary>
    Finding,

    /// <summary>The driver took control from the harness; its finding says how.</summary>
    Uncontrolled,

    /// <summary>The run cannot be judged: it missed its fault, or the harness failed. Never green.</summary>
    Inconclusive,

    /// <summary>The run cannot be judged: the driver came to an import that is not modelled. Never green.</summary>
    Unmodelled,
}
