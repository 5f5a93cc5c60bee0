using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>The COFF string table of an image: names longer than eight characters. It follows the symbol table.</summary>
internal readonly ref struct CoffStrings
{
    private const string Name = "its COFF string table";

    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Finds the table.</summary>
    /// <param name="bytes">The bytes behind the symbol table: four bytes with the length, these four included, and the names.</param>
    /// <exception cref="BinaryException">It is cut off.</exception>
    public CoffStrings(ReadOnlySpan<byte> bytes)
    {
        var length = new ByteCursor(bytes, Name).U32();
        _bytes = new ByteCursor(bytes, Name).Take(length);
    }

    /// <summary>The bytes of the name at an offset.</summary>
    /// <exception cref="BinaryException">There is none.</exception>
    public ReadOnlySpan<byte> At(uint offset)
    {
        var cursor = new ByteCursor(_bytes, Name);
        cursor.Take(offset);
        return cursor.Text();
    }
}
