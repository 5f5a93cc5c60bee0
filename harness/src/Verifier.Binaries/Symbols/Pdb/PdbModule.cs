namespace Verifier.Binaries.Symbols;

/// <summary>An object file in a PDB: the stream of its symbols and the sizes of the parts of it.</summary>
/// <param name="Stream">Number of the stream.</param>
/// <param name="SymbolBytes">Bytes of the first part: a signature and symbol records.</param>
/// <param name="OldLineBytes">Bytes of the second part: lines as compilers wrote them before Visual C++ 2005. Not read.</param>
/// <param name="LineBytes">Bytes of the third part: lines in the form "C13".</param>
internal readonly record struct PdbModule(uint Stream, uint SymbolBytes, uint OldLineBytes, uint LineBytes);
