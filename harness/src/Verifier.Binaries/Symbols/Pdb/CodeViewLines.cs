using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Reads source lines of the form "C13" of one object file.</summary>
/// <remarks>
/// Code that was inlined has the line of the call: the lines of the inlined routine are in symbol records that are not read.
/// </remarks>
internal static class CodeViewLines
{
    private const uint LinesKind = 0xF2;
    private const uint ChecksumsKind = 0xF4;
    private const ushort HasColumns = 1;
    private const uint LineMask = 0xFFFFFF;

    // The lines of code that the compiler added: "always step into" and "never step into".
    private const int AlwaysStepInto = 0xFEEFEE;
    private const int NeverStepInto = 0xF00F00;

    /// <summary>Reads all subsections up to the end.</summary>
    /// <param name="cursor">The subsections.</param>
    /// <param name="names">Names of source files; null when the PDB has none.</param>
    /// <param name="to">Takes the lines.</param>
    /// <exception cref="BinaryException">They are damaged.</exception>
    public static void Read(ByteCursor cursor, PdbStringTable? names, ImageSymbols.Builder to)
    {
        var files = Checksums(cursor);
        while (cursor.Left > 0)
        {
            var (kind, size) = (cursor.U32(), cursor.U32());
            var part = cursor.Part(size);
            cursor.Align4();
            if (kind == LinesKind)
            {
                ReadRoutine(part, files, names ?? throw new BinaryException("its table of file names is missing"), to);
            }
        }
    }

    // The subsection that says which source files there are. Lines name a file by its offset in here.
    private static ByteCursor Checksums(ByteCursor cursor)
    {
        while (cursor.Left > 0)
        {
            var (kind, size) = (cursor.U32(), cursor.U32());
            var part = cursor.Part(size);
            cursor.Align4();
            if (kind == ChecksumsKind)
            {
                return part;
            }
        }

        return cursor;
    }

    // One subsection has the lines of one range of code, and a block for each source file.
    private static void ReadRoutine(ByteCursor cursor, ByteCursor files, PdbStringTable names, ImageSymbols.Builder to)
    {
        var (begin, section, flags, size) = (cursor.U32(), cursor.U16(), cursor.U16(), cursor.U32());
        var columnBytes = (flags & HasColumns) != 0 ? 4u : 0;
        if (size == 0 || to.Sections.RvaOf(section, begin) is not { } rva)
        {
            return;
        }

        while (cursor.Left > 0)
        {
            var (file, count, blockSize) = (cursor.U32(), cursor.U32(), cursor.U32());
            if (blockSize < 12)
            {
                throw cursor.Damaged();
            }

            var block = cursor.Part(blockSize - 12);
            var lines = block.Part(8 * (ulong)count);
            block.Take(columnBytes * (ulong)count);
            var entry = files;
            entry.Take(file);
            ReadLines(lines, rva, size, names.At(entry.U32()), to.Lines);
        }

        to.Lines.AddEnd((uint)Math.Min(uint.MaxValue, (ulong)rva + size));
    }

    private static void ReadLines(ByteCursor cursor, uint rva, uint size, string file, LineTable.Builder to)
    {
        while (cursor.Left > 0)
        {
            var (offset, line) = (cursor.U32(), (int)(cursor.U32() & LineMask));
            if (offset >= size || rva > uint.MaxValue - offset)
            {
                throw cursor.Damaged();
            }

            if (line is 0 or AlwaysStepInto or NeverStepInto)
            {
                to.AddEnd(rva + offset);
            }
            else
            {
                to.Add(rva + offset, file, line);
            }
        }
    }
}
