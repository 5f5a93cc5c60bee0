using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>A PDB, as Microsoft's linker and lld write it.</summary>
/// <remarks>
/// Reads procedures, thunks, public symbols and lines. Does not read types, locals, inlined calls, lines as compilers wrote them before
/// Visual C++ 2005, or the address map of images whose code was rearranged after linking (OMAP).
/// </remarks>
internal sealed class PdbFile
{
    /// <summary>Larger files are refused: a driver's PDB has a few MiB.</summary>
    public const int BytesMax = 256 << 20;

    private const uint InfoStream = 1;
    private const uint DbiStreamNumber = 3;

    private readonly byte[] _file;
    private readonly uint? _names;
    private readonly DbiStream _dbi;

    private PdbFile(byte[] file)
    {
        _file = file;
        var container = MsfFile.Parse(file);
        var info = PdbInfoStream.Parse(container.Read(InfoStream, "its information stream"));
        (Guid, _names) = (info.Guid, info.Names);
        _dbi = DbiStream.Parse(container.Read(DbiStreamNumber, "its DBI stream"));
    }

    /// <summary>Identity of the build.</summary>
    public Guid Guid { get; }

    /// <summary>The age that the image of the same build has recorded.</summary>
    public uint Age => _dbi.Age;

    /// <summary>Reads the identity and the list of object files.</summary>
    /// <exception cref="BinaryException">The file is damaged, or is no PDB.</exception>
    public static PdbFile Parse(byte[] file) => new(file);

    /// <summary>Reads names and lines.</summary>
    /// <param name="image">The image of the same build: a PDB names places by section and offset.</param>
    /// <exception cref="BinaryException">The file is damaged.</exception>
    public ImageSymbols ReadSymbols(SymbolImage image)
    {
        var container = MsfFile.Parse(_file);
        var to = new ImageSymbols.Builder(image);
        var names = _names is { } number ? new PdbStringTable(container.Read(number, "its table of file names"), to.Texts) : null;
        foreach (var module in _dbi.Modules)
        {
            ReadModule(container.Read(module.Stream, "a module stream"), module, names, to);
        }

        if (_dbi.PublicSymbols is { } publicSymbols)
        {
            const string Name = "its stream of public symbols";
            CodeViewRecords.Read(new ByteCursor(container.Read(publicSymbols, Name), Name), to);
        }

        return to.Build();
    }

    private static void ReadModule(byte[] stream, in PdbModule module, PdbStringTable? names, ImageSymbols.Builder to)
    {
        var cursor = new ByteCursor(stream, "a module stream");
        var symbols = cursor.Part(module.SymbolBytes);
        cursor.Take(module.OldLineBytes);
        var lines = cursor.Part(module.LineBytes);
        if (symbols.Left > 0)
        {
            symbols.Take(4);
            CodeViewRecords.Read(symbols, to);
        }

        CodeViewLines.Read(lines, names, to);
    }
}
