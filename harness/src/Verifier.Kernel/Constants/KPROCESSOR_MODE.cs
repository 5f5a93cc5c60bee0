namespace Verifier.Kernel;

/// <summary>On whose behalf a routine runs (harness/docs/facts/io.md#constants).</summary>
public enum KPROCESSOR_MODE : byte
{
    /// <summary>A kernel caller: addresses and handles are trusted.</summary>
    KernelMode = 0,

    /// <summary>A user caller: addresses and handles are checked.</summary>
    UserMode = 1,
}
