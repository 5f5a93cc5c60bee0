namespace Verifier.Kernel;

/// <summary>An import or instruction that a compiled driver came to and the simulated kernel does not have.</summary>
/// <param name="Module">The image that exports it: "ntoskrnl.exe"; empty for an instruction.</param>
/// <param name="Name">The export's name, or its ordinal as "#7"; the mnemonic of an instruction.</param>
/// <param name="Kind">The kind of import, or an instruction.</param>
public sealed record UnmodelledUse(string Module, string Name, UnmodelledKind Kind)
{
    /// <summary>The image is loaded, by <c>with:</c> of the script: it has no such export.</summary>
    public bool IsModuleLoaded { get; init; }

    /// <summary>The export is a forwarder, and this is where it leads: "a.sys!X -> b.sys!Y -> nothing (b.sys is not loaded)"; null when it is none.</summary>
    internal string? Chain { get; init; }

    /// <summary>As a sentence without its end: what the driver did, and where it is documented.</summary>
    public override string ToString() => Kind switch
    {
        UnmodelledKind.Instruction => $"the driver executed the instruction {Name}, which is not modelled",
        UnmodelledKind.Variable => $"the driver touched the variable {Name} of {Module}, {Lack}",
        _ when IsModuleLoaded => $"the driver called {Name} of {Module}, {Lack}",
        _ => $"the driver called {Name} of {Module}, {Lack} (see \"{Name} function\" in the Windows driver documentation)",
    };

    private string Lack => Chain is not null ? $"a forwarder that leads nowhere: {Chain}"
        : IsModuleLoaded ? "which the script loads and which has no such export"
        : "which is not modelled";
}
