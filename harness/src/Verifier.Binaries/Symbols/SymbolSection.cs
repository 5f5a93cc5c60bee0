namespace Verifier.Binaries.Symbols;

/// <summary>What symbol readers must know about a section of an image.</summary>
/// <param name="Name">The whole name; a long one is in the COFF string table.</param>
/// <param name="Rva">Where it begins in memory, relative to the image.</param>
/// <param name="Size">Bytes in memory.</param>
/// <param name="IsCode">True if its header says that it is executable.</param>
/// <param name="Bytes">The bytes that the file has of it, at most <paramref name="Size"/>.</param>
internal readonly record struct SymbolSection(string Name, uint Rva, uint Size, bool IsCode, ReadOnlyMemory<byte> Bytes);
