namespace Verifier.Kernel;

/// <summary>What a compiled driver came to and the simulated kernel does not have.</summary>
/// <param name="Module">The image that exports it: "ntoskrnl.exe"; empty for an instruction.</param>
/// <param name="Name">The export's name, or its ordinal as "#7"; the mnemonic of an instruction.</param>
/// <param name="Kind">What it is.</param>
internal sealed record UnmodelledImport(string Module, string Name, UnmodelledKind Kind)
{
    /// <summary>The module itself is loaded: it has no such export.</summary>
    public bool IsModuleLoaded { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        UnmodelledKind.Instruction => $"The driver executed the instruction {Name}, which is not modelled.",
        UnmodelledKind.Variable => $"The driver touched the variable {Name} of {Module}, {Lack}.",
        _ => $"The driver called {Name} of {Module}, {Lack}.",
    };

    private string Lack => IsModuleLoaded ? "which is loaded and has no such export" : "which is not modelled";
}
