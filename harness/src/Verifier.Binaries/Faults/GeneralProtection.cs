using Iced.Intel;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>
/// Explains a general protection or stack fault that no privileged instruction causes: an address that cannot exist, a vector operand that
/// is not aligned, or an instruction of the processor's own administration that is not modelled. The processor names no address.
/// </summary>
internal sealed class GeneralProtection(Machine machine)
{
    // Windows reports a general protection fault as an access violation at this address.
    private const ulong NoAddress = ulong.MaxValue;

    private readonly FaultHandler _handler = new(machine);

    /// <summary>Returns the exception to throw.</summary>
    public Exception Explain(in Instruction instruction, in RegisterFile registers)
    {
        if (instruction.IsInvalid)
        {
            return new KernelException(NTSTATUS.STATUS_ILLEGAL_INSTRUCTION);
        }

        if (TargetOf(instruction, registers) is { } target && !IsCanonical(target))
        {
            return _handler.Fault(target, MemoryAccess.Execute);
        }

        for (var operand = 0; operand < instruction.OpCount; operand++)
        {
            if (IsMemory(instruction.GetOpKind(operand)) && Operands.AddressOf(instruction, operand, registers) is var address && !IsCanonical(address))
            {
                return _handler.Fault(address, AccessOf(instruction, operand));
            }
        }

        return instruction.IsPrivileged
            ? machine.Unmodelled(new UnmodelledUse(string.Empty, instruction.Mnemonic.ToString().ToLowerInvariant(), UnmodelledKind.Instruction))
            : new AccessViolationRaised(NoAddress, MemoryAccess.Read);
    }

    // Where an indirect jump or call, or a return, goes; null for all others.
    private ulong? TargetOf(in Instruction instruction, in RegisterFile registers)
    {
        switch (instruction.FlowControl)
        {
            case FlowControl.Return:
                return ReadTarget(registers.StackPointer);
            case FlowControl.IndirectBranch or FlowControl.IndirectCall when instruction.Op0Kind == OpKind.Register:
                return Operands.ValueOf(instruction.Op0Register, registers);
            case FlowControl.IndirectBranch or FlowControl.IndirectCall:
                return ReadTarget(Operands.AddressOf(instruction, 0, registers));
            default:
                return null;
        }
    }

    private ulong? ReadTarget(ulong address) => IsCanonical(address) ? machine.Memory.Read<ulong>(address) : null;

    private static bool IsMemory(OpKind kind) => kind is OpKind.Memory or (>= OpKind.MemorySegSI and <= OpKind.MemoryESRDI);

    private static MemoryAccess AccessOf(in Instruction instruction, int operand)
    {
        var access = new InstructionInfoFactory().GetInfo(instruction).GetOpAccess(operand);
        return access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite ? MemoryAccess.Write : MemoryAccess.Read;
    }

    private static bool IsCanonical(ulong address) => (ulong)((long)(address << 16) >> 16) == address;
}
