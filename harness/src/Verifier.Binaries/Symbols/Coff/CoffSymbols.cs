using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Reads the routines of the COFF symbol table, which mingw's linkers leave in an image.</summary>
internal static class CoffSymbols
{
    private const int EntryBytes = 18;
    private const byte External = 2;
    private const byte Static = 3;
    private const int FunctionType = 0x20;

    /// <summary>Reads all entries.</summary>
    /// <returns>False if the image has no symbol table.</returns>
    /// <exception cref="BinaryException">The table is damaged.</exception>
    public static bool Read(SymbolImage image, ImageSymbols.Builder to)
    {
        if (image.CoffTableOffset == 0)
        {
            return false;
        }

        var file = new ByteCursor(image.File.Span, "its COFF symbol table");
        file.Take(image.CoffTableOffset);
        var cursor = file.Part((ulong)EntryBytes * image.CoffTableCount);
        var strings = new CoffStrings(file.Take((ulong)file.Left));
        while (cursor.Left > 0)
        {
            var name = cursor.Take(8);
            var (value, section, type, storage, more) = (cursor.U32(), (short)cursor.U16(), cursor.U16(), cursor.U8(), cursor.U8());
            cursor.Take((ulong)EntryBytes * more);
            if (IsRoutine(type, storage) && to.Sections.RvaOf(section, value) is { } rva)
            {
                to.Routines.AddLabel(to.Texts.Text(Name(name, strings)), rva);
            }
        }

        return true;
    }

    // Routines that were written in assembly language have no type; the table of routines leaves out what is no code.
    private static bool IsRoutine(ushort type, byte storage) => storage == External || (storage == Static && type == FunctionType);

    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> field, CoffStrings strings)
    {
        var cursor = new ByteCursor(field, "its COFF symbol table");
        if (cursor.U32() == 0)
        {
            return strings.At(cursor.U32());
        }

        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }
}
