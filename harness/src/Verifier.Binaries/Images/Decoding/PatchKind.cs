namespace Verifier.Binaries.Images.Decoding;

/// <summary>The kinds of instruction that are replaced.</summary>
internal enum PatchKind
{
    /// <summary>rdtsc: reads the processor's clock.</summary>
    Rdtsc,

    /// <summary>rdtscp: reads the processor's clock and number.</summary>
    Rdtscp,

    /// <summary>cpuid: asks what the processor is.</summary>
    Cpuid,

    /// <summary>rdrand: a random number.</summary>
    Rdrand,

    /// <summary>rdseed: a random number.</summary>
    Rdseed,

    /// <summary>xgetbv: asks which registers the system saves.</summary>
    Xgetbv,

    /// <summary>sgdt: where the global descriptor table is.</summary>
    Sgdt,

    /// <summary>sidt: where the interrupt descriptor table is.</summary>
    Sidt,

    /// <summary>sldt: the selector of the local descriptor table.</summary>
    Sldt,

    /// <summary>str: the selector of the task state segment.</summary>
    Str,

    /// <summary>smsw: the low half of cr0.</summary>
    Smsw,

    /// <summary>rdpid: the number of the processor.</summary>
    Rdpid,

    /// <summary>sysenter: enters the host's kernel.</summary>
    Sysenter,

    /// <summary>mov register,address in KUSER_SHARED_DATA: the 8-byte address is replaced by the machine's own.</summary>
    SharedDataAddress,

    /// <summary>
    /// mov between rax and memory at an address in KUSER_SHARED_DATA: the 8-byte address is replaced by the machine's own.
    /// </summary>
    SharedDataOperand,
}
