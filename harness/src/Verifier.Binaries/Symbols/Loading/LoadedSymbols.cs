namespace Verifier.Binaries.Symbols;

/// <summary>The symbols that were found for an image.</summary>
/// <param name="Symbols">Names and lines; none of them when nothing was found.</param>
/// <param name="Origin">Where they come from.</param>
/// <param name="PdbPath">The PDB; null when they come from the image itself.</param>
/// <param name="Warnings">What was found and is not used, one sentence each.</param>
internal sealed record LoadedSymbols(ImageSymbols Symbols, SymbolOrigin Origin, string? PdbPath, IReadOnlyList<string> Warnings);
