using Iced.Intel;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>
/// The instructions <c>ins</c> and <c>outs</c>, alone and repeated, between the machine's port space and the driver's memory. As on the
/// processor each step moves the registers, so that a fault in the middle leaves them at the element that faulted.
/// </summary>
internal static class StringPortAccess
{
    private const ulong DirectionFlag = 0x400;

    /// <summary>Plays one; false when it is none.</summary>
    public static bool TryPlay(Machine machine, in Instruction instruction, ref RegisterFile registers)
    {
        var bytes = BytesOf(instruction.Code);
        if (bytes == 0)
        {
            return false;
        }

        var isRepeated = instruction.HasRepPrefix || instruction.HasRepnePrefix;
        while (!isRepeated || registers[RegisterFile.Rcx] > 0)
        {
            PlayOne(machine, instruction.Mnemonic is Mnemonic.Insb or Mnemonic.Insw or Mnemonic.Insd, bytes, ref registers);
            if (!isRepeated)
            {
                break;
            }

            registers[RegisterFile.Rcx]--;
        }

        return true;
    }

    private static void PlayOne(Machine machine, bool isRead, int bytes, ref RegisterFile registers)
    {
        var pointer = isRead ? RegisterFile.Rdi : RegisterFile.Rsi;
        var port = (ushort)registers[RegisterFile.Rdx];
        Span<byte> value = stackalloc byte[sizeof(uint)];
        if (isRead)
        {
            BitConverter.TryWriteBytes(value, machine.Ports.Read(port, bytes));
            machine.Memory.CopyTo(registers[pointer], value[..bytes]);
        }
        else
        {
            value.Clear();
            machine.Memory.CopyFrom(registers[pointer], value[..bytes]);
            machine.Ports.Write(port, bytes, BitConverter.ToUInt32(value));
        }

        var isDown = (registers.Flags & DirectionFlag) != 0;
        registers[pointer] += isDown ? unchecked((ulong)-bytes) : (ulong)bytes;
    }

    private static int BytesOf(Code code) => code switch
    {
        Code.Insb_m8_DX or Code.Outsb_DX_m8 => 1,
        Code.Insw_m16_DX or Code.Outsw_DX_m16 => 2,
        Code.Insd_m32_DX or Code.Outsd_DX_m32 => 4,
        _ => 0,
    };
}
