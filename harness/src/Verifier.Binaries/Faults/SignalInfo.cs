using Verifier.Binaries.Host;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>What a signal says of the fault behind it.</summary>
/// <param name="Number">The signal.</param>
/// <param name="Code">si_code.</param>
/// <param name="Address">The address touched, for a page fault.</param>
/// <param name="Trap">The processor's vector: 1 single step, 3 breakpoint, 12 stack fault, 13 general protection, 14 page fault, 17 alignment.</param>
/// <param name="Error">The processor's error code.</param>
internal readonly record struct SignalInfo(int Number, int Code, ulong Address, ulong Trap, ulong Error)
{
    private const int IntegerDivision = 1;
    private const ulong BreakpointVector = 3, PageFaultVector = 14, AlignmentVector = 17;
    private const ulong IsWrite = 2, IsFetch = 16;

    /// <summary>A page of the view did not allow an access.</summary>
    public bool IsPageFault => Number == Libc.SignalSegmentation && Trap == PageFaultVector;

    public bool IsIntegerDivision => Code == IntegerDivision;

    /// <summary>An address that is no multiple of its operand's size, with the alignment check flag set. Otherwise a bus error is a stack fault.</summary>
    public bool IsAlignmentCheck => Trap == AlignmentVector;

    public bool IsBreakpoint => Trap == BreakpointVector;

    /// <summary>The access of a page fault.</summary>
    public MemoryAccess Access => (Error & IsFetch) != 0 ? MemoryAccess.Execute : (Error & IsWrite) != 0 ? MemoryAccess.Write : MemoryAccess.Read;

    /// <summary>The signal that ended the last stay.</summary>
    public static unsafe SignalInfo Read()
    {
        ref var context = ref Switch.Context;
        return new SignalInfo(
            context.Signal,
            context.SignalCode,
            context.FaultAddress,
            context.Registers[(int)SignalRegister.Trap],
            context.Registers[(int)SignalRegister.Error]);
    }
}
