namespace Verifier.Binaries.Symbols;

/// <summary>A section of an image, as symbol readers use it.</summary>
/// <param name="Name">The whole name; a long one is in the COFF string table.</param>
/// <param name="Rva">Its first address, relative to the image.</param>
/// <param name="Size">Bytes in memory.</param>
/// <param name="IsCode">True if its header says that it is executable.</param>
/// <param name="Bytes">The bytes that the file has of it, at most <paramref name="Size"/>.</param>
internal readonly record struct SymbolSection(string Name, uint Rva, uint Size, bool IsCode, ReadOnlyMemory<byte> Bytes);
