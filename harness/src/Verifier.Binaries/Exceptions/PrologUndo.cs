using Verifier.Binaries.Images.Unwinding;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>Undoes the operations of a prolog, the last one first.</summary>
internal ref struct PrologUndo(Machine machine, RegisterFile registers)
{
    private const ulong ErrorCodeBytes = 8, StackPointerInMachineFrame = 24;

    private RegisterFile _registers = registers;

    /// <summary>The registers so far.</summary>
    public readonly RegisterFile Registers => _registers;

    /// <summary>An operation needed bytes that are not in the stack.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>The processor's own frame was undone: it has rip and rsp, and no return address follows.</summary>
    public bool HasMachineFrame { get; private set; }

    /// <summary>The frame's address, from the registers before anything is undone.</summary>
    /// <param name="info">The unwind data.</param>
    /// <param name="offset">The bytes of its prolog that the function is past; null if it is past all of it.</param>
    public readonly ulong EstablisherOf(UnwindInfo info, uint? offset) => HasFrameRegister(info, offset) ? BaseOf(info) : _registers.StackPointer;

    /// <summary>Undoes the operations that have happened.</summary>
    public void Undo(UnwindInfo info, uint? offset)
    {
        var saves = HasFrameRegister(info, offset) ? BaseOf(info) : (ulong?)null;
        foreach (var code in info.Codes)
        {
            if (offset is null || code.PrologOffset <= offset)
            {
                Undo(code, info, saves ?? _registers.StackPointer);
            }
        }
    }

    private void Undo(UnwindCode code, UnwindInfo info, ulong saves)
    {
        switch (code.Operation)
        {
            case UnwindOperation.PushNonvolatile:
                _registers[code.Register] = Read(_registers.StackPointer);
                _registers.StackPointer += sizeof(ulong);
                break;
            case UnwindOperation.AllocateSmall or UnwindOperation.AllocateLarge:
                _registers.StackPointer += code.Bytes;
                break;
            case UnwindOperation.SetFrameRegister:
                _registers.StackPointer = BaseOf(info);
                break;
            case UnwindOperation.SaveNonvolatile or UnwindOperation.SaveNonvolatileFar:
                _registers[code.Register] = Read(saves + code.Bytes);
                break;
            case UnwindOperation.SaveXmm128 or UnwindOperation.SaveXmm128Far:
                IsDamaged |= !StackMemory.TryRead(machine, saves + code.Bytes, out UInt128 vector);
                _registers.SetVector(code.Register, vector);
                break;
            case UnwindOperation.PushMachineFrame:
                _registers.StackPointer += code.Register == 1 ? ErrorCodeBytes : 0;
                _registers.Rip = Read(_registers.StackPointer);
                _registers.StackPointer = Read(_registers.StackPointer + StackPointerInMachineFrame);
                HasMachineFrame = true;
                break;
        }
    }

    private readonly bool HasFrameRegister(UnwindInfo info, uint? offset) => info.FrameRegister != 0
        && (offset is null || info.Codes.Any(c => c.Operation == UnwindOperation.SetFrameRegister && c.PrologOffset <= offset));

    private readonly ulong BaseOf(UnwindInfo info) => _registers[info.FrameRegister] - info.FrameOffset;

    private ulong Read(ulong address)
    {
        IsDamaged |= !StackMemory.TryRead(machine, address, out ulong value);
        return value;
    }
}
