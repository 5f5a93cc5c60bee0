using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>The line table of one compilation: its header, and the program that makes the rows.</summary>
internal readonly ref struct DwarfLineUnit
{
    private const int OldestVersion = 2;
    private const int NewestVersion = 5;

    /// <summary>The instructions of the program.</summary>
    public ByteCursor Program { get; private init; }

    /// <summary>The source files; the program may add more.</summary>
    public DwarfFiles Files { get; private init; }

    /// <summary>Bytes of the smallest machine instruction.</summary>
    public byte InstructionBytes { get; private init; }

    /// <summary>The least that a special opcode adds to the line.</summary>
    public sbyte LineBase { get; private init; }

    /// <summary>Count of different numbers that special opcodes add to the line; not 0.</summary>
    public byte LineRange { get; private init; }

    /// <summary>Numbers of operands of the standard opcodes, from opcode 1.</summary>
    public ReadOnlySpan<byte> OperandCounts { get; private init; }

    /// <summary>Reads the header.</summary>
    /// <exception cref="BinaryException">It is damaged, or of a version that is not supported.</exception>
    public static DwarfLineUnit Parse(ByteCursor cursor, in DwarfSections sections, TextPool texts)
    {
        var version = cursor.U16();
        if (version is < OldestVersion or > NewestVersion)
        {
            throw new BinaryException($"its DWARF lines have version {version}; {OldestVersion} to {NewestVersion} are supported");
        }

        // Size of an address and of a segment number.
        cursor.Take(version >= 5 ? 2u : 0);
        var header = cursor.Part(cursor.U32());
        var instructionBytes = header.U8();

        // Instructions in a bundle: x64 has no bundles.
        header.Take(version >= 4 ? 1u : 0);

        // The initial value of a row's statement flag: rows count with and without it.
        header.Take(1);
        var (lineBase, lineRange, opcodeBase) = ((sbyte)header.U8(), header.U8(), header.U8());
        if (lineRange == 0 || opcodeBase == 0)
        {
            throw header.Damaged();
        }

        var operandCounts = header.Take(opcodeBase - 1u);
        return new DwarfLineUnit
        {
            Files = version >= 5 ? DwarfFiles.ReadDescribed(ref header, sections, texts) : DwarfFiles.ReadLists(ref header, texts),
            Program = cursor,
            InstructionBytes = instructionBytes,
            LineBase = lineBase,
            LineRange = lineRange,
            OperandCounts = operandCounts,
        };
    }
}
