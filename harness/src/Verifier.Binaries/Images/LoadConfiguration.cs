namespace Verifier.Binaries.Images;

/// <summary>IMAGE_LOAD_CONFIG_DIRECTORY64, as far as its Size field reaches. A field that is 0 or beyond that is null.</summary>
internal sealed record LoadConfiguration
{
    private const uint Instrumented = 0x100;

    /// <summary>Rva of the /GS cookie.</summary>
    public uint? SecurityCookie { get; init; }

    /// <summary>Rva of the pointer to the routine that checks a target of an indirect call.</summary>
    public uint? GuardCFCheckFunctionPointer { get; init; }

    /// <summary>Rva of the pointer to the routine that checks and calls.</summary>
    public uint? GuardCFDispatchFunctionPointer { get; init; }

    /// <summary>The same for extended flow guard: check.</summary>
    public uint? GuardXfgCheckFunctionPointer { get; init; }

    /// <summary>The same for extended flow guard: check and call.</summary>
    public uint? GuardXfgDispatchFunctionPointer { get; init; }

    /// <summary>The same for extended flow guard: check and call through a table.</summary>
    public uint? GuardXfgTableDispatchFunctionPointer { get; init; }

    /// <summary>IMAGE_GUARD_* flags.</summary>
    public uint GuardFlags { get; init; }

    /// <summary>It has relocations for retpolines and the like, which may be left alone.</summary>
    public bool HasDynamicRelocations { get; init; }

    /// <summary>IMAGE_GUARD_CF_INSTRUMENTED: indirect calls are checked.</summary>
    public bool IsControlFlowGuarded => (GuardFlags & Instrumented) != 0;
}
