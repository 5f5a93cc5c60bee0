using Iced.Intel;
using Verifier.Binaries.Playing;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>
/// Plays the instructions that kernel code may execute and an application may not: the processor refused one with a general protection fault. What
/// it is not, is a bad address.
/// </summary>
internal sealed class InstructionEmulator(Machine machine, NativePlayer player)
{
    private const int FastFail = 0x29, Assertion = 0x2C, OldSystemCall = 0x80;

    /// <summary>Plays the instruction at rip and moves rip behind it.</summary>
    /// <exception cref="KernelException">It is none of them: the driver used an address that cannot exist, or failed an assertion.</exception>
    public void EmulatePrivileged(ref RegisterFile registers)
    {
        var instruction = Decode(registers.Rip);
        switch (instruction.Code)
        {
            case Code.Mov_r64_cr:
                registers[RegisterFile.NumberOf(instruction.Op0Register)] = ControlRegister(instruction.Op1Register);
                break;
            case Code.Mov_cr_r64 when instruction.Op0Register == Register.CR8:
                SetIrql(registers[RegisterFile.NumberOf(instruction.Op1Register)], registers.Rip);
                break;
            case Code.Mov_cr_r64 or Code.Cli or Code.Sti or Code.Wbinvd or Code.Swapgs or Code.Clts or Code.Invlpg_m or Code.Wrmsr:
                break;
            case Code.Rdmsr or Code.Rdpmc:
                registers[RegisterFile.Rax] = registers[RegisterFile.Rdx] = 0;
                break;
            case Code.Hlt:
                break;
            case Code.Int_imm8 when instruction.Immediate8 == FastFail:
                throw machine.BugCheck(
                    Stops.KernelSecurityCheckFailure(registers[RegisterFile.Rcx] & uint.MaxValue, 0, 0),
                    "The driver ended itself with __fastfail (int 29h).");
            case Code.Int_imm8 when instruction.Immediate8 == Assertion:
                throw new KernelException(NTSTATUS.STATUS_ASSERTION_FAILURE);
            case Code.Int_imm8 when instruction.Immediate8 == OldSystemCall:
                throw SystemCalls.Refuse(machine);
            default:
                if (!PortAccess.TryPlay(machine, instruction, ref registers))
                {
                    throw BadAddress(instruction, registers);
                }

                break;
        }

        registers.Rip = instruction.NextIP;
    }

    private Instruction Decode(ulong address) =>
        player.ImageAt(address) is { } image ? CodeReader.Decode(image, image.RvaOf(address)) : default;

    // cr0, cr3 and cr4 of a Windows 10 x64 system: paging on, write protection on, SSE on.
    private ulong ControlRegister(Register register) => register switch
    {
        Register.CR8 => (ulong)machine.Irql,
        Register.CR0 => 0x8005_0033,
        Register.CR3 => 0x001A_D000,
        Register.CR4 => 0x0037_0678,
        _ => 0,
    };

    // What the inline KeRaiseIrql and KeLowerIrql of the headers are: judged as the routines of those names.
    private void SetIrql(ulong irql, ulong rip)
    {
        var caller = player.ImageAt(rip)!.Image;
        var routine = irql >= (ulong)machine.Irql ? Ddis.KfRaiseIrql : Ddis.KeLowerIrql;
        machine.Gate.CallWithRegisters(caller, routine, [irql, 0, 0, 0]);
    }

    /// <summary>An access to an address with bits that no address has: the processor does not say which.</summary>
    private Exception BadAddress(in Instruction instruction, RegisterFile registers)
    {
        if (!HasMemoryOperand(instruction))
        {
            return new KernelException(NTSTATUS.STATUS_PRIVILEGED_INSTRUCTION);
        }

        var operand = instruction.Op0Kind == OpKind.Memory ? 0 : 1;
        var address = instruction.GetVirtualAddress(operand, 0, (register, _, _) => ValueOf(register, registers));
        var info = new InstructionInfoFactory().GetInfo(instruction);
        var isWrite = info.GetUsedMemory().Any(m => m.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite);
        return new FaultHandler(machine).Fault(address, isWrite ? MemoryAccess.Write : MemoryAccess.Read);
    }

    private static bool HasMemoryOperand(in Instruction instruction) =>
        !instruction.IsInvalid && (instruction.Op0Kind == OpKind.Memory || instruction.Op1Kind == OpKind.Memory);

    private static ulong ValueOf(Register register, in RegisterFile registers) =>
        register.IsGPR() ? registers[RegisterFile.NumberOf(register)]
        : register == Register.RIP ? registers.Rip
        : 0;
}
