using System.Runtime.CompilerServices;
using Iced.Intel;

namespace Verifier.Binaries.Switching;

/// <summary>
/// The registers of compiled code at one moment. A value: a copy can be unwound without touching the original. General registers have the
/// numbers of the instruction encoding (rax 0, rcx 1, rdx 2, rbx 3, rsp 4, rbp 5, rsi 6, rdi 7, r8 to r15), which unwind data uses too.
/// </summary>
internal struct RegisterFile
{
    public const int Rax = 0, Rcx = 1, Rdx = 2, Rbx = 3, Rsp = 4, Rbp = 5, Rsi = 6, Rdi = 7, R8 = 8, R9 = 9, R12 = 12, R13 = 13, R14 = 14, R15 = 15;

    private GeneralRegisters _general;
    private VectorRegisters _vectors;

    /// <summary>The instruction pointer.</summary>
    public ulong Rip;

    /// <summary>RFLAGS.</summary>
    public ulong Flags;

    /// <summary>A general register by its number.</summary>
    public ulong this[int register]
    {
        readonly get => _general[register];
        set => _general[register] = value;
    }

    /// <summary>The stack pointer.</summary>
    public ulong StackPointer
    {
        readonly get => _general[Rsp];
        set => _general[Rsp] = value;
    }

    /// <summary>The 16 bytes of an xmm register.</summary>
    public readonly UInt128 Vector(int register) => _vectors[register];

    /// <summary>Sets the 16 bytes of an xmm register.</summary>
    public void SetVector(int register, UInt128 value) => _vectors[register] = value;

    /// <summary>The number of a general register as Iced names it.</summary>
    public static int NumberOf(Register register) => register.GetFullRegister() - Register.RAX;

    [InlineArray(16)]
    private struct GeneralRegisters
    {
        private ulong _first;
    }

    [InlineArray(16)]
    private struct VectorRegisters
    {
        private UInt128 _first;
    }
}
