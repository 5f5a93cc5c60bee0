namespace Verifier.Binaries.Images;

/// <summary>The place of the COFF symbols in a file. The string table begins behind the last one.</summary>
/// <param name="Offset">Offset of the first symbol in the file.</param>
/// <param name="Count">Number of symbols of 18 bytes.</param>
internal readonly record struct CoffSymbolTable(uint Offset, uint Count)
{
    private const int SymbolBytes = 18;

    /// <summary>Offset of the string table in the file.</summary>
    public long StringsOffset => Offset + ((long)Count * SymbolBytes);
}
