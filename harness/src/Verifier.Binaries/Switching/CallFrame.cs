using System.Runtime.InteropServices;

namespace Verifier.Binaries.Switching;

/// <summary>
/// The data that a kernel call leaves on the driver's stack, from <see cref="SwitchContext.DriverStack"/> upwards: the registers that the
/// x64 calling convention of Windows preserves, the return address, and the arguments: four in their home space and the others behind it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = ArgumentsAt)]
internal unsafe struct CallFrame
{
    public const int MxcsrAt = 160, VectorBytes = 168, RegisterBytes = 64;
    public const int ReturnAddressAt = VectorBytes + RegisterBytes, ArgumentsAt = ReturnAddressAt + 8;

    /// <summary>xmm6 to xmm15.</summary>
    [FieldOffset(0)]
    public fixed ulong Vectors[20];

    [FieldOffset(MxcsrAt)]
    public uint Mxcsr;

    [FieldOffset(VectorBytes)]
    public ulong R15;

    [FieldOffset(VectorBytes + 8)]
    public ulong R14;

    [FieldOffset(VectorBytes + 16)]
    public ulong R13;

    [FieldOffset(VectorBytes + 24)]
    public ulong R12;

    [FieldOffset(VectorBytes + 32)]
    public ulong Rsi;

    [FieldOffset(VectorBytes + 40)]
    public ulong Rdi;

    [FieldOffset(VectorBytes + 48)]
    public ulong Rbp;

    [FieldOffset(VectorBytes + 56)]
    public ulong Rbx;

    [FieldOffset(ReturnAddressAt)]
    public ulong ReturnAddress;
}
