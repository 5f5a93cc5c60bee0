namespace Verifier.Binaries.Images.Inspecting;

/// <summary>The state of an import.</summary>
internal enum ImportState
{
    /// <summary>A routine or variable that the simulated kernel has.</summary>
    Modelled,

    /// <summary>A routine that gives a fixed, documented answer and does nothing.</summary>
    Inert,

    /// <summary>The simulated kernel has none of the name: a run that calls or touches it stops there.</summary>
    Missing,
}
