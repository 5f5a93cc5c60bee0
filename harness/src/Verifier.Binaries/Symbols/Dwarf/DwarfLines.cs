using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Reads source lines of DWARF 2 to 5, as clang and gcc for mingw write them into an image.</summary>
/// <remarks>Names of routines are not read from DWARF: the COFF symbol table of the same image has them.</remarks>
internal static class DwarfLines
{
    private const uint FirstReservedLength = 0xFFFFFFF0;

    /// <summary>Reads all line tables.</summary>
    /// <returns>False if the image has none.</returns>
    /// <exception cref="BinaryException">They are damaged, or of a form that is not supported.</exception>
    public static bool Read(SymbolImage image, ImageSymbols.Builder to)
    {
        var sections = new DwarfSections(image);
        var cursor = new ByteCursor(sections.Line, "its .debug_line section");
        while (cursor.Left > 0)
        {
            var length = cursor.U32();
            if (length >= FirstReservedLength)
            {
                throw new BinaryException("its DWARF lines have the 64-bit form, which is not supported");
            }

            // Linkers fill a gap between two units with zeros.
            if (length > 0)
            {
                var unit = DwarfLineUnit.Parse(cursor.Part(length), sections, to.Texts);
                new DwarfLineProgram(unit, image.PreferredBase, to).Run();
            }
        }

        return sections.Line.Length > 0;
    }
}
