namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Writes the line table of one compilation. Tests use it for opcodes and forms that clang does not write.</summary>
internal sealed class DwarfWriter(int version)
{
    /// <summary>Lists of folders and files. Default: the file <c>a.c</c> and no folders.</summary>
    public byte[] Files { get; init; } = version >= 5
        ? new ByteWriter().U8(1, 1, 0x08).U8(1).Text("").U8(1, 1, 0x08).U8(2).Text("zero.c").Text("a.c").ToArray()
        : new ByteWriter().U8(0).Text("a.c").U8(0, 0, 0).U8(0).ToArray();

    public byte OpcodeBase { get; init; } = 13;

    public byte LineRange { get; init; } = 14;

    public byte InstructionBytes { get; init; } = 1;

    /// <summary>A whole unit.</summary>
    public byte[] Write(byte[] program)
    {
        byte[] counts = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];
        var header = new ByteWriter().U8(InstructionBytes).Zeros(version >= 4 ? 1 : 0).U8(1, unchecked((byte)-5), LineRange, OpcodeBase)
            .U8(counts.AsSpan(0, Math.Clamp(OpcodeBase - 1, 0, counts.Length))).U8(Files);
        var unit = new ByteWriter().U16(version).U8(version >= 5 ? [8, 0] : []).Sized(header.ToArray()).U8(program);
        return new ByteWriter().Sized(unit.ToArray()).ToArray();
    }
}
