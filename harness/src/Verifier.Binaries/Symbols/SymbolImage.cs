using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>The parts of an image that symbol readers use.</summary>
internal sealed record SymbolImage
{
    /// <summary>The whole file; the COFF symbol table is in no section.</summary>
    public required ReadOnlyMemory<byte> File { get; init; }

    /// <summary>The address that the linker gave the image (ImageBase).</summary>
    public required ulong PreferredBase { get; init; }

    /// <summary>The sections in the order of their headers: symbols count them from 1.</summary>
    public required IReadOnlyList<SymbolSection> Sections { get; init; }

    /// <summary>File offset of the COFF symbol table (PointerToSymbolTable); 0 when there is none.</summary>
    public uint CoffTableOffset { get; init; }

    /// <summary>Entries of the COFF symbol table (NumberOfSymbols).</summary>
    public uint CoffTableCount { get; init; }

    /// <summary>
    /// Beginnings of routines in ascending order, from the function table (.pdata) without the entries whose unwind data is
    /// chained to another entry.
    /// </summary>
    public IReadOnlyList<uint> RoutineStarts { get; init; } = [];

    /// <summary>The routines that the image exports.</summary>
    public IReadOnlyList<(string Name, uint Rva)> Exports { get; init; } = [];

    /// <summary>The record that names the image's PDB; null when there is none.</summary>
    public PdbReference? Pdb { get; init; }
}
