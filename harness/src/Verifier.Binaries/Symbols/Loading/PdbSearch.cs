namespace Verifier.Binaries.Symbols;

/// <summary>Finds the files that could be the PDB of an image.</summary>
/// <remarks>
/// The whole path that the image has recorded is not tried: it is a place on the machine that linked the image. Names are
/// compared without regard to case, as on Windows.
/// </remarks>
internal sealed class PdbSearch
{
    private readonly string[][] _ways;

    /// <param name="imagePath">Path of the image.</param>
    /// <param name="record">What the image says about its PDB.</param>
    public PdbSearch(string imagePath, PdbRecord record)
    {
        var beside = Path.GetFileNameWithoutExtension(imagePath) + ".pdb";
        _ways = record.FileName switch
        {
            null => [[beside]],
            var name when name.Equals(beside, StringComparison.OrdinalIgnoreCase) => [[name], [name, record.StoreKey, name]],
            var name => [[beside], [name], [name, record.StoreKey, name]],
        };
    }

    /// <summary>Finds them in a folder: the image's own, another flat one, or a symbol store.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public IEnumerable<string> In(string folder) => _ways.Select(way => Follow(folder, way)).OfType<string>().Where(File.Exists);

    // Goes down one name after another; null when one is not there.
    private static string? Follow(string folder, string[] way)
    {
        string? path = folder;
        foreach (var name in way)
        {
            path = path is null || !Directory.Exists(path) ? null : Entry(path, name);
        }

        return path;
    }

    private static string? Entry(string folder, string name) => Directory.EnumerateFileSystemEntries(folder)
        .Where(path => Path.GetFileName(path).Equals(name, StringComparison.OrdinalIgnoreCase))
        .OrderBy(path => Path.GetFileName(path) != name).ThenBy(path => path, StringComparer.Ordinal)
        .FirstOrDefault();
}
