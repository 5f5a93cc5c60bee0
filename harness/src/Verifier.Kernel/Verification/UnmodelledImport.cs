namespace Verifier.Kernel;

/// <summary>A routine or variable that a compiled driver imports and the simulated kernel does not have.</summary>
/// <param name="Module">The image that exports it: "ntoskrnl.exe".</param>
/// <param name="Name">The export's name, or its ordinal as "#7".</param>
/// <param name="IsVariable">The driver read or wrote it; otherwise it called it.</param>
internal sealed record UnmodelledImport(string Module, string Name, bool IsVariable)
{
    /// <summary>The module itself is loaded: it has no such export.</summary>
    public bool IsModuleLoaded { get; init; }

    /// <inheritdoc/>
    public override string ToString() => IsModuleLoaded
        ? $"The driver {(IsVariable ? "touched" : "called")} {Name} of {Module}, which is loaded and has no such export."
        : IsVariable ? $"The driver touched the variable {Name} of {Module}, which is not modelled."
        : $"The driver called {Name} of {Module}, which is not modelled.";
}
