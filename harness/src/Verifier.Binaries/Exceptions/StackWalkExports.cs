using Verifier.Binaries.Calls;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>
/// The exports with which a driver walks its own stack: RtlCaptureContext, RtlLookupFunctionEntry and RtlVirtualUnwind. Above the first
/// frame of a driver is the kernel, whose simulated code has no unwind data: there a walk ends with Rip 0, as it does at the end of a
/// thread.
/// </summary>
internal sealed class StackWalkExports(Machine machine, CompiledImages images, RunningCalls calls)
{
    private const int FurtherArguments = 4;
    private const uint ExceptionHandler = 1, TerminationHandler = 2;

    private readonly Unwinder _unwinder = new(machine, images);

    /// <summary>
    /// RtlCaptureContext: the caller's registers as they are when the call returns. Of the registers that a call may change only those of
    /// its arguments are known; the others are 0.
    /// </summary>
    public ulong Capture(ulong context, ulong rdx, ulong r8, ulong r9)
    {
        var registers = calls.Innermost!.Registers(machine);
        (registers[RegisterFile.Rcx], registers[RegisterFile.Rdx]) = (context, rdx);
        (registers[RegisterFile.R8], registers[RegisterFile.R9]) = (r8, r9);
        Write(context, registers);
        return 0;
    }

    /// <summary>
    /// RtlLookupFunctionEntry: the address of the RUNTIME_FUNCTION that describes an instruction, and the base of its image. NULL in a leaf
    /// function and outside of drivers; the base is then that of the image, or 0. The history table is not used.
    /// </summary>
    public ulong Lookup(ulong controlPc, ulong imageBase, ulong history, ulong unused)
    {
        var image = images.At(controlPc);
        machine.Memory.Write(imageBase, image?.Base ?? 0);
        return image?.File.FindFunction(image.RvaOf(controlPc)) is { } function ? image.Base + function.EntryRva : 0;
    }

    /// <summary>
    /// RtlVirtualUnwind: undoes one frame of a CONTEXT. Returns the language handler if the function has one of the type that is asked for
    /// and <paramref name="controlPc"/> is in its body. Addresses of saved registers (ContextPointers) are not given.
    /// </summary>
    /// <param name="handlerType">UNW_FLAG_EHANDLER and UNW_FLAG_UHANDLER.</param>
    /// <param name="imageBase">The base of the function's image.</param>
    /// <param name="controlPc">The address at which control left the function.</param>
    /// <param name="functionEntry">The function's RUNTIME_FUNCTION; looked up again by the instruction.</param>
    /// <param name="onStack">CONTEXT, and where handler data and establisher frame are stored.</param>
    public ulong Unwind(ulong handlerType, ulong imageBase, ulong controlPc, ulong functionEntry, ReadOnlySpan<ulong> onStack)
    {
        if (onStack.Length < FurtherArguments)
        {
            throw machine.BugCheck(Stops.Trap.DoubleFault(machine.Scheduler.Current.StackPointer), "The stack has no room for the arguments of RtlVirtualUnwind.");
        }

        var (context, handlerData, establisher) = (onStack[0], onStack[1], onStack[2]);
        var registers = Read(context);
        registers.Rip = controlPc;
        if (!_unwinder.TryUnwind(ref registers, isAtInstruction: true, out var frame))
        {
            registers.Rip = 0;
        }

        Write(context, registers);
        machine.Memory.Write(establisher, frame.Establisher);
        if (frame.Info is not { } info || !IsWanted(info.HasExceptionHandler, info.HasTerminationHandler, handlerType))
        {
            return 0;
        }

        machine.Memory.Write(handlerData, frame.HandlerData);
        return frame.Handler;
    }

    private static bool IsWanted(bool hasExceptionHandler, bool hasTerminationHandler, ulong handlerType) =>
        (hasExceptionHandler && (handlerType & ExceptionHandler) != 0) || (hasTerminationHandler && (handlerType & TerminationHandler) != 0);

    private RegisterFile Read(ulong context)
    {
        Span<byte> bytes = stackalloc byte[ContextRecord.Bytes];
        machine.Memory.CopyFrom(context, bytes);
        return ContextRecord.Read(bytes);
    }

    private void Write(ulong context, in RegisterFile registers)
    {
        Span<byte> bytes = stackalloc byte[ContextRecord.Bytes];
        machine.Memory.CopyFrom(context, bytes);
        ContextRecord.Write(bytes, registers);
        machine.Memory.CopyTo(context, bytes);
    }
}
