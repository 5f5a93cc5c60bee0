using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Finds the files that could be the PDB of an image.</summary>
/// <remarks>
/// The recorded path itself is not tried: it belongs to the machine that linked the image. Names are compared without regard to
/// case, as on Windows.
/// </remarks>
internal sealed class PdbSearch
{
    private readonly string[][] _ways;

    /// <param name="imagePath">Path of the image.</param>
    /// <param name="record">The image's reference to its PDB.</param>
    public PdbSearch(string imagePath, PdbReference record)
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
    public IEnumerable<string> In(string folder) =>
        _ways.Select(way => Follow(folder, way)).OfType<FileInfo>().Select(file => file.FullName);

    // Goes down one name after another; null when one is not there.
    private static FileSystemInfo? Follow(string folder, string[] way)
    {
        FileSystemInfo? at = new DirectoryInfo(folder);
        foreach (var name in way)
        {
            at = at is DirectoryInfo inner ? CaselessFolder.Find(inner, name, mayBeUnreadable: false) : null;
        }

        return at;
    }
}
