namespace Verifier.Binaries.Switching;

/// <summary>Positions of registers in a signal frame of Linux x64 (gregs of mcontext_t, "sys/ucontext.h").</summary>
internal enum SignalRegister
{
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15,
    Rdi,
    Rsi,
    Rbp,
    Rbx,
    Rdx,
    Rax,
    Rcx,
    Rsp,
    Rip,
    Flags,
    Segments,
    Error,
    Trap,
    OldMask,
    Cr2,
}
