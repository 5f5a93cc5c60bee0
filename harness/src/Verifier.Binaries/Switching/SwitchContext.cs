using System.Runtime.InteropServices;

namespace Verifier.Binaries.Switching;

/// <summary>
/// The data that C# and the emitted stubs pass to each other at a switch. One in a process, outside of the machine's memory, so that no
/// address the driver knows leads to it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct SwitchContext
{
    public const int Bytes = 0x8000;

    /// <summary>The most bytes of extended state (FPU, SSE, AVX) of a signal frame that are kept.</summary>
    public const int ExtendedStateBytes = 0x4000;

    /// <summary>The number of general registers in a signal frame (gregs of mcontext_t).</summary>
    public const int SignalRegisters = 23;

    public const int HostStackAt = 0x00, DriverStackAt = 0x08, ResultAt = 0x10, CalledAt = 0x18, HostMxcsrAt = 0x20;
    public const int SignalAt = 0x28, SignalCodeAt = 0x2C, FaultAddressAt = 0x30, ExtendedFeaturesAt = 0x38;
    public const int ExtendedBytesAt = 0x40, RegistersAt = 0x80, ExtendedStateAt = 0x1000;

    /// <summary>The host's stack pointer inside <c>enter</c>: where an exit returns to C#.</summary>
    [FieldOffset(HostStackAt)]
    public ulong HostStack;

    /// <summary>The driver's stack pointer: the frame that a kernel call saved.</summary>
    [FieldOffset(DriverStackAt)]
    public ulong DriverStack;

    /// <summary>rax: the result of a kernel call on the way in, of the routine on the way out.</summary>
    [FieldOffset(ResultAt)]
    public ulong Result;

    /// <summary>The address of the kernel routine that was called.</summary>
    [FieldOffset(CalledAt)]
    public ulong Called;

    /// <summary>The host's MXCSR.</summary>
    [FieldOffset(HostMxcsrAt)]
    public uint HostMxcsr;

    /// <summary>The signal that ended the stay in compiled code.</summary>
    [FieldOffset(SignalAt)]
    public int Signal;

    /// <summary>si_code.</summary>
    [FieldOffset(SignalCodeAt)]
    public int SignalCode;

    /// <summary>si_addr.</summary>
    [FieldOffset(FaultAddressAt)]
    public ulong FaultAddress;

    /// <summary>The processor features whose state is in <see cref="ExtendedState"/> (XCR0 bits).</summary>
    [FieldOffset(ExtendedFeaturesAt)]
    public ulong ExtendedFeatures;

    /// <summary>Bytes of <see cref="ExtendedState"/> that are used.</summary>
    [FieldOffset(ExtendedBytesAt)]
    public int ExtendedBytes;

    /// <summary>The registers at a signal, in the order of <see cref="SignalRegister"/>; <c>enterFull</c> loads them.</summary>
    [FieldOffset(RegistersAt)]
    public fixed ulong Registers[SignalRegisters];

    /// <summary>The extended state at a signal, as XSAVE lays it out; <c>enterFull</c> loads it.</summary>
    [FieldOffset(ExtendedStateAt)]
    public fixed byte ExtendedState[ExtendedStateBytes];
}
