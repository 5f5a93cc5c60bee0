using System.Buffers.Binary;
using Verifier.Binaries.Switching;

namespace Verifier.Binaries.Exceptions;

/// <summary>CONTEXT at its x64 layout.</summary>
internal static class ContextRecord
{
    public const int Bytes = 0x4D0;

    private const uint Full = 0x0010_000B, UsualMxcsr = 0x1F80;
    private const int ContextFlags = 0x30, Mxcsr = 0x34, EFlags = 0x44, General = 0x78, Rip = 0xF8, Vectors = 0x1A0;

    /// <summary>Writes the registers; the rest stays as it is.</summary>
    public static void Write(Span<byte> context, in RegisterFile registers)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(context[ContextFlags..], Full);
        BinaryPrimitives.WriteUInt32LittleEndian(context[Mxcsr..], UsualMxcsr);
        BinaryPrimitives.WriteUInt32LittleEndian(context[EFlags..], (uint)registers.Flags);
        BinaryPrimitives.WriteUInt64LittleEndian(context[Rip..], registers.Rip);
        for (var i = 0; i < 16; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(context[(General + (8 * i))..], registers[i]);
            BinaryPrimitives.WriteUInt128LittleEndian(context[(Vectors + (16 * i))..], registers.Vector(i));
        }
    }

    /// <summary>Reads the registers.</summary>
    public static RegisterFile Read(ReadOnlySpan<byte> context)
    {
        var registers = new RegisterFile
        {
            Rip = BinaryPrimitives.ReadUInt64LittleEndian(context[Rip..]),
            Flags = BinaryPrimitives.ReadUInt32LittleEndian(context[EFlags..]),
        };
        for (var i = 0; i < 16; i++)
        {
            registers[i] = BinaryPrimitives.ReadUInt64LittleEndian(context[(General + (8 * i))..]);
            registers.SetVector(i, BinaryPrimitives.ReadUInt128LittleEndian(context[(Vectors + (16 * i))..]));
        }

        return registers;
    }
}
