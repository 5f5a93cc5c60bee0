namespace Verifier.Kernel;

/// <summary>Processor family of a simulated machine.</summary>
public enum Architecture
{
    /// <summary>32-bit Intel.</summary>
    X86,

    /// <summary>DEC Alpha as Windows 2000 betas used it: 32-bit pointers, pages of 8 KiB.</summary>
    Alpha,

    /// <summary>64-bit AMD and Intel.</summary>
    X64,
}
