using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>
/// The facts that a debugger shows of compiled code at one moment: registers, the instructions around, the call stack. Plain data.
/// </summary>
public sealed record StoppedCode
{
    /// <summary>The registers that are known, in a debugger's order: general registers, rip, rsp, rbp …, efl last.</summary>
    public required ImmutableArray<RegisterValue> Registers { get; init; }

    /// <summary>True if the volatile registers are among them. A call of the kernel keeps the others only.</summary>
    public required bool HasVolatileRegisters { get; init; }

    /// <summary>The instructions around the one where the code stands, by address; empty where rip is in no image.</summary>
    public required ImmutableArray<StoppedInstruction> Code { get; init; }

    /// <summary>The frames of the running thread's stack, innermost first.</summary>
    public required ImmutableArray<StoppedFrame> Frames { get; init; }
}

/// <summary>A register and its value.</summary>
/// <param name="Name">As debuggers write it: "rax", "efl".</param>
/// <param name="Value">The value.</param>
public sealed record RegisterValue(string Name, ulong Value);

/// <summary>One instruction.</summary>
/// <param name="Address">Its virtual address.</param>
/// <param name="ImagePlace">Its place in the image: "mydriver+0x1234".</param>
/// <param name="RoutinePlace">Its place in the routine: "Dispatch+0x12"; the same as <paramref name="ImagePlace"/> where no routine is known.</param>
/// <param name="Bytes">Its bytes, as the file has them.</param>
/// <param name="Text">The instruction in the syntax of Microsoft's assembler.</param>
/// <param name="IsCurrent">The code stands here: at the instruction that faulted, or in the call that it makes.</param>
public sealed record StoppedInstruction(ulong Address, string ImagePlace, string RoutinePlace, ImmutableArray<byte> Bytes, string Text, bool IsCurrent);

/// <summary>One frame of a call stack.</summary>
/// <param name="StackPointer">rsp in the frame (a debugger's Child-SP).</param>
/// <param name="Place">Image, routine and offset: "mydriver!Dispatch+0x12"; "nt!…" for the kernel's routine that compiled code called.</param>
/// <param name="File">The source file as the symbols name it; null when they do not.</param>
/// <param name="Line">The source line, from 1; 0 when it is not known.</param>
public sealed record StoppedFrame(ulong StackPointer, string Place, string? File, int Line);
