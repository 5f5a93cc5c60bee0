namespace Verifier.Binaries.Symbols;

/// <summary>The source of an image's symbols, best last.</summary>
internal enum SymbolOrigin
{
    /// <summary>There are none: places are offsets in the image.</summary>
    None,

    /// <summary>The image's export table: names of exported routines.</summary>
    Exports,

    /// <summary>The image's COFF symbol table: names of all routines.</summary>
    CoffSymbols,

    /// <summary>The image's DWARF sections: names of all routines and lines.</summary>
    Dwarf,

    /// <summary>A PDB: names of all routines; lines too unless it was stripped.</summary>
    Pdb,
}
