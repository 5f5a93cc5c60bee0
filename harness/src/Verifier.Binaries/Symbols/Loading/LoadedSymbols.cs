namespace Verifier.Binaries.Symbols;

/// <summary>The symbols that were found for an image.</summary>
/// <param name="Symbols">Names and lines; none of them when nothing was found.</param>
/// <param name="Origin">The source of the symbols.</param>
/// <param name="PdbPath">The PDB; null when they come from the image itself.</param>
/// <param name="Warnings">A sentence for each PDB or table that was found and is not used.</param>
internal sealed record LoadedSymbols(ImageSymbols Symbols, SymbolOrigin Origin, string? PdbPath, IReadOnlyList<string> Warnings);
