using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Reads the PDB of an image from the first folder that has it.</summary>
/// <param name="image">The image.</param>
/// <param name="record">Its reference to the PDB.</param>
/// <param name="warnings">Takes a sentence for each file or folder that cannot be used.</param>
internal sealed class PdbReader(SymbolImage image, PdbReference record, List<string> warnings)
{
    /// <summary>Looks for the PDB in a folder.</summary>
    /// <returns>The symbols and the path of the PDB; null when the folder has none of the same build.</returns>
    public (ImageSymbols Symbols, string Path)? ReadFrom(string folder, PdbSearch search)
    {
        try
        {
            foreach (var path in search.In(folder))
            {
                if (Read(path) is { } symbols)
                {
                    return (symbols, path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            warnings.Add($"'{folder}' cannot be searched for a PDB: {e.Message}");
        }

        return null;
    }

    private ImageSymbols? Read(string path)
    {
        try
        {
            var pdb = PdbFile.Parse(Bytes(path));
            if (pdb.Guid == record.Guid && pdb.Age == record.Age)
            {
                return pdb.ReadSymbols(image);
            }

            var (wanted, found) = (Identity(record.Guid, record.Age), Identity(pdb.Guid, pdb.Age));
            warnings.Add($"'{path}' belongs to another build of the driver and is not used: the driver records {wanted}, " +
                $"the PDB has {found}. Put the PDB of the same build there.");
        }
        catch (Exception e) when (e is BinaryException or IOException or UnauthorizedAccessException)
        {
            warnings.Add($"'{path}' is not used: {e.Message.TrimEnd('.')}. Build or copy it again.");
        }

        return null;
    }

    private static string Identity(Guid guid, uint age) => $"GUID {guid.ToString("D").ToUpperInvariant()}, age {age}";

    // The length of a pipe or a device is 0 too; opening one could wait without end.
    private static byte[] Bytes(string path)
    {
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        return file.Length switch
        {
            0 => throw new BinaryException("it is empty or no file"),
            > PdbFile.BytesMax => throw new BinaryException($"it is larger than {PdbFile.BytesMax >> 20} MiB"),
            var length => Bytes(file, (int)length),
        };
    }

    // A file that is replaced meanwhile is shorter or cut off, and is then found to be damaged.
    private static byte[] Bytes(FileInfo file, int length)
    {
        using var stream = file.OpenRead();
        var bytes = new byte[length];
        return bytes[..stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false)];
    }
}
