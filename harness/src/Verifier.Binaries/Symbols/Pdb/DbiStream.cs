using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Stream 3 of a PDB: the object files that an image was linked from.</summary>
/// <param name="Age">Counter of the writes of the PDB. The image of the same build has recorded the same value.</param>
/// <param name="PublicSymbols">Number of the stream of public symbols; null when there is none.</param>
/// <param name="Modules">The object files that have symbols.</param>
internal sealed record DbiStream(uint Age, uint? PublicSymbols, IReadOnlyList<PdbModule> Modules)
{
    private const ushort NoStream = ushort.MaxValue;

    /// <summary>Reads the stream.</summary>
    /// <exception cref="BinaryException">It is damaged.</exception>
    public static DbiStream Parse(byte[] bytes)
    {
        var cursor = new ByteCursor(bytes, "its DBI stream");
        if (cursor.U32() != uint.MaxValue)
        {
            throw new BinaryException("its DBI stream is of an old version, or there is none");
        }

        cursor.Take(4);
        var age = cursor.U32();
        cursor.Take(8);
        var publicSymbols = cursor.U16();
        cursor.Take(2);
        var modulesSize = cursor.U32();
        cursor.Take(36);
        return new DbiStream(age, publicSymbols == NoStream ? null : publicSymbols, ReadModules(cursor.Part(modulesSize)));
    }

    private static List<PdbModule> ReadModules(ByteCursor cursor)
    {
        var modules = new List<PdbModule>();
        while (cursor.Left > 0)
        {
            cursor.Take(34);
            var stream = cursor.U16();
            var (symbolBytes, oldLineBytes, lineBytes) = (cursor.U32(), cursor.U32(), cursor.U32());
            cursor.Take(16);
            cursor.Text();
            cursor.Text();
            cursor.Align4();
            if (stream != NoStream)
            {
                modules.Add(new PdbModule(stream, symbolBytes, oldLineBytes, lineBytes));
            }
        }

        return modules;
    }
}
