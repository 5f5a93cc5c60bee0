using System.Buffers.Binary;
using System.Text;
using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>The small drivers that were built from <c>Fixtures/counter.c</c>, and what a loader says of them.</summary>
internal static class Fixture
{
    private const int SectionHeaderBytes = 40;
    private const int OptionalHeaderBytes = 240;
    private const uint Executable = 0x20000000;

    /// <summary>Identity of <c>counter.sys</c> and <c>counter.pdb</c>.</summary>
    public static PdbReference Record { get; } = new(@"C:\fixture\counter.pdb", new Guid("1B828E1E-C398-9AC9-4C4C-44205044422E"), 1);

    /// <summary>Path of a file.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Symbols", "Fixtures", name);

    /// <summary>Bytes of a file.</summary>
    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>An image as the loader hands it on.</summary>
    public static SymbolImage Image(string name) => Image(Bytes(name));

    /// <summary>An image as the loader hands it on.</summary>
    public static SymbolImage Image(byte[] file)
    {
        var header = (int)U32(file, 0x3C);
        var (table, count) = (U32(file, header + 12), U32(file, header + 16));
        var first = header + 24 + OptionalHeaderBytes;
        return new SymbolImage
        {
            File = file,
            PreferredBase = BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(header + 24 + 24)),
            Sections = [.. Enumerable.Range(0, file[header + 6]).Select(i => Section(file, first + (i * SectionHeaderBytes), table + (18 * count)))],
            CoffTableOffset = table,
            CoffTableCount = count,
        };
    }

    private static SymbolSection Section(byte[] file, int header, uint strings)
    {
        var name = Text(file, header, 8);
        name = name.StartsWith('/') ? Text(file, (int)strings + int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), 99) : name;
        var (size, inFile) = (U32(file, header + 8), U32(file, header + 16));
        var bytes = file.AsMemory((int)U32(file, header + 20), (int)Math.Min(size, inFile));
        return new SymbolSection(name, U32(file, header + 12), size, (U32(file, header + 36) & Executable) != 0, bytes);
    }

    private static uint U32(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private static string Text(byte[] file, int at, int most)
    {
        var text = Encoding.UTF8.GetString(file, at, Math.Min(most, file.Length - at));
        return text.Contains('\0', StringComparison.Ordinal) ? text[..text.IndexOf('\0', StringComparison.Ordinal)] : text;
    }
}
