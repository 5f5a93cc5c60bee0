namespace Verifier.Binaries.Symbols;

/// <summary>Opcodes of line programs that have a length; the others are skipped.</summary>
internal enum DwarfExtendedOpcode : byte
{
    EndSequence = 1,
    SetAddress = 2,
    DefineFile = 3,
}
