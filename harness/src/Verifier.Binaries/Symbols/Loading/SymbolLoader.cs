using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Loads the best symbols that there are for an image: a PDB of the same build, DWARF, COFF symbols, exports, or none.</summary>
/// <remarks>Missing or bad symbols never stop a driver from running: they are left out with a warning.</remarks>
internal static class SymbolLoader
{
    // What the image itself can have, best first. A reader returns false if its form is absent.
    private static readonly (SymbolOrigin Origin, Func<SymbolImage, ImageSymbols.Builder, bool> Read)[] s_ownSymbols =
    [
        (SymbolOrigin.Dwarf, (image, to) => DwarfLines.Read(image, to) && (CoffSymbols.Read(image, to) | ReadExports(image, to))),
        (SymbolOrigin.CoffSymbols, (image, to) => CoffSymbols.Read(image, to)),
        (SymbolOrigin.Exports, ReadExports),
    ];

    /// <summary>Loads them.</summary>
    /// <param name="imagePath">Path of the image.</param>
    /// <param name="image">The image.</param>
    /// <param name="folders">Folders to look for the PDB in after the image's own: flat ones, or symbol stores.</param>
    public static LoadedSymbols Load(string imagePath, SymbolImage image, IReadOnlyList<string> folders)
    {
        var warnings = new List<string>();
        return FromPdb(imagePath, image, folders, warnings) ?? FromImage(imagePath, image, warnings);
    }

    private static LoadedSymbols? FromPdb(string imagePath, SymbolImage image, IReadOnlyList<string> folders, List<string> warnings)
    {
        if (image.Pdb is not { } record)
        {
            return null;
        }

        var search = new PdbSearch(imagePath, record);
        var reader = new PdbReader(image, record, warnings);
        foreach (var folder in folders.Prepend(Path.GetDirectoryName(Path.GetFullPath(imagePath))!))
        {
            if (reader.ReadFrom(folder, search) is var (symbols, path))
            {
                return new LoadedSymbols(symbols, SymbolOrigin.Pdb, path, warnings);
            }
        }

        return null;
    }

    private static LoadedSymbols FromImage(string imagePath, SymbolImage image, List<string> warnings)
    {
        foreach (var (origin, read) in s_ownSymbols)
        {
            try
            {
                var to = new ImageSymbols.Builder(image);
                if (read(image, to) && to.Build() is { Routines.Count: > 0 } symbols)
                {
                    return new LoadedSymbols(symbols, origin, PdbPath: null, warnings);
                }
            }
            catch (BinaryException e)
            {
                warnings.Add($"The {origin} symbols of '{imagePath}' are not used: {e.Message}. Build it again.");
            }
        }

        return new LoadedSymbols(ImageSymbols.None, SymbolOrigin.None, PdbPath: null, warnings);
    }

    private static bool ReadExports(SymbolImage image, ImageSymbols.Builder to)
    {
        foreach (var (name, rva) in image.Exports)
        {
            to.Routines.AddLabel(name, rva);
        }

        return image.Exports.Count > 0;
    }
}
