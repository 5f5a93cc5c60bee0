using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Unwinding;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>
/// Undoes frames of compiled code, as RtlVirtualUnwind does ("x64 exception handling", the unwind procedure): from the registers inside a
/// function to those of its caller.
/// </summary>
internal sealed class Unwinder(Machine machine, CompiledImages images)
{
    private const int MostChained = 32;

    private readonly Dictionary<(PeFile File, uint Rva), UnwindInfo> _known = [];

    /// <summary>
    /// Undoes the innermost frame of <paramref name="registers"/>. False when it has no caller in this call: the kernel called it, its code
    /// is in no image, or the stack is damaged.
    /// </summary>
    /// <param name="registers">The registers in the function; those of its caller afterwards.</param>
    /// <param name="isAtInstruction">The frame was interrupted at an instruction, so it may be in a prolog or an epilog.</param>
    /// <param name="frame">The frame before it was undone.</param>
    public bool TryUnwind(ref RegisterFile registers, bool isAtInstruction, out UnwoundFrame frame)
    {
        var image = images.At(registers.Rip);
        frame = new UnwoundFrame(image, registers, registers.StackPointer);
        if (image is null)
        {
            return LeafStubs.TryRestore(ref registers) && TryReturn(ref registers);
        }

        if (image.File.FindFunction(image.RvaOf(registers.Rip)) is not { } function)
        {
            return TryReturn(ref registers);
        }

        frame = frame with { Function = function };
        return isAtInstruction && Epilog.IsAt(machine, image, function, InfoOf(image.File, function), registers)
            ? Epilog.TryFinish(machine, image, ref registers)
            : TryUndoProlog(ref registers, isAtInstruction, ref frame);
    }

    private bool TryUndoProlog(ref RegisterFile registers, bool isAtInstruction, ref UnwoundFrame frame)
    {
        var image = frame.Image!;
        var function = frame.Function!.Value;
        var info = InfoOf(image.File, function);
        var offset = image.RvaOf(registers.Rip) - function.Begin;
        var isInProlog = isAtInstruction && offset < info.PrologBytes;
        var undo = new PrologUndo(machine, registers);
        frame = frame with { Establisher = undo.EstablisherOf(info, isInProlog ? offset : null) };
        if (!isInProlog && info.HandlerRva != 0)
        {
            frame = frame with { Handler = image.Base + info.HandlerRva, HandlerData = image.Base + info.LanguageDataRva, Info = info };
        }

        undo.Undo(info, isInProlog ? offset : null);
        for (var i = 0; i < MostChained && info.Chained is { } rest; i++)
        {
            info = InfoOf(image.File, rest);
            undo.Undo(info, null);
        }

        registers = undo.Registers;
        return !undo.IsDamaged && (undo.HasMachineFrame || TryReturn(ref registers));
    }

    /// <summary>Returns to the address at rsp.</summary>
    private bool TryReturn(ref RegisterFile registers)
    {
        if (!StackMemory.TryRead(machine, registers.StackPointer, out ulong address))
        {
            return false;
        }

        registers.Rip = address;
        registers.StackPointer += sizeof(ulong);
        return address != Switch.Stubs.Returned;
    }

    // The code finder has read the data of every function at load, so none is damaged.
    private UnwindInfo InfoOf(PeFile file, RuntimeFunction function)
    {
        if (!_known.TryGetValue((file, function.UnwindRva), out var info))
        {
            info = UnwindInfo.Read(file, function.UnwindRva);
            _known.Add((file, function.UnwindRva), info);
        }

        return info;
    }
}
