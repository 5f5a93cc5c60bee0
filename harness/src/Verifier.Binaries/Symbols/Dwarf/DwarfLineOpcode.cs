namespace Verifier.Binaries.Symbols;

/// <summary>Opcodes of line programs that change the row; the others are skipped by their number of operands.</summary>
internal enum DwarfLineOpcode : byte
{
    Copy = 1,
    AdvanceAddress = 2,
    AdvanceLine = 3,
    SetFile = 4,
    AddConstant = 8,
    AdvanceFixed = 9,
}
