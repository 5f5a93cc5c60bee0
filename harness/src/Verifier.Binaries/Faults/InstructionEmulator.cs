using Iced.Intel;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>
/// Plays the instructions that kernel code may execute and an application may not: the processor refused one with a general protection fault. What
/// it is not, is a bad address.
/// </summary>
internal sealed class InstructionEmulator(Machine machine, CompiledImages images)
{
    private const int FastFail = 0x29, Assertion = 0x2C, OldSystemCall = 0x80;

    private readonly GeneralProtection _protection = new(machine);

    /// <summary>Plays the instruction at rip and moves rip behind it.</summary>
    /// <exception cref="KernelException">It is none of them: the driver used an address that cannot exist, or failed an assertion.</exception>
    /// <exception cref="MachineStopped">The machine stops: a fast fail, a system call, or an instruction that is not modelled.</exception>
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
            case Code.Mov_cr_r64 or Code.Cli or Code.Sti or Code.Hlt or Code.Wbinvd or Code.Wbnoinvd or Code.Swapgs or Code.Clts
                or Code.Invlpg_m or Code.Wrmsr or Code.Stac or Code.Clac:
                break;
            case Code.Rdmsr or Code.Rdpmc:
                registers[RegisterFile.Rax] = registers[RegisterFile.Rdx] = 0;
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
                if (!PortAccess.TryPlay(machine, instruction, ref registers) && !StringPortAccess.TryPlay(machine, instruction, ref registers))
                {
                    throw _protection.Explain(instruction, registers);
                }

                break;
        }

        registers.Rip = instruction.NextIP;
    }

    /// <summary>Kernel code alone may execute the instruction there: some of them are unknown to an application, not forbidden.</summary>
    public bool IsPrivileged(ulong address) => Decode(address).IsPrivileged;

    private Instruction Decode(ulong address) =>
        images.At(address) is { } image ? FileCode.Decode(image, image.RvaOf(address)) : default;

    private ulong ControlRegister(Register register) => register switch
    {
        Register.CR8 => (ulong)machine.Irql,
        Register.CR0 => ControlRegisters.Cr0,
        Register.CR3 => ControlRegisters.Cr3,
        Register.CR4 => ControlRegisters.Cr4,
        _ => 0,
    };

    // What the inline KeRaiseIrql and KeLowerIrql of the headers are: judged as the routines of those names.
    private void SetIrql(ulong irql, ulong rip)
    {
        var caller = images.At(rip)!.Image;
        var routine = irql >= (ulong)machine.Irql ? Ddis.KfRaiseIrql : Ddis.KeLowerIrql;
        machine.Gate.CallWithRegisters(caller, routine, [irql, 0, 0, 0]);
    }
}
