using Iced.Intel;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>The instructions <c>in</c> and <c>out</c>, on the machine's port space.</summary>
internal static class PortAccess
{
    /// <summary>Plays one; false when it is none.</summary>
    public static bool TryPlay(Machine machine, in Instruction instruction, ref RegisterFile registers)
    {
        var bytes = BytesOf(instruction.Code);
        if (bytes == 0)
        {
            return false;
        }

        var isRead = instruction.Mnemonic == Mnemonic.In;
        var operand = instruction.GetOpKind(isRead ? 1 : 0);
        var port = operand == OpKind.Immediate8 ? instruction.Immediate8 : (ushort)registers[RegisterFile.Rdx];
        if (isRead)
        {
            Operands.Store(instruction.Op0Register, ref registers, machine.Ports.Read(port, bytes));
        }
        else
        {
            machine.Ports.Write(port, bytes, (uint)Operands.ValueOf(instruction.Op1Register, registers));
        }

        return true;
    }

    private static int BytesOf(Code code) => code switch
    {
        Code.In_AL_DX or Code.In_AL_imm8 or Code.Out_DX_AL or Code.Out_imm8_AL => 1,
        Code.In_AX_DX or Code.In_AX_imm8 or Code.Out_DX_AX or Code.Out_imm8_AX => 2,
        Code.In_EAX_DX or Code.In_EAX_imm8 or Code.Out_DX_EAX or Code.Out_imm8_EAX => 4,
        _ => 0,
    };
}
