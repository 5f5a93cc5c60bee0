namespace Verifier.Binaries.Images;

/// <summary>Reads driver files from disk.</summary>
internal static class DriverBytes
{
    /// <summary>
    /// Reads all bytes of a file. A link is followed; the file is opened once, so that what replaces it meanwhile does not matter.
    /// </summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="BinaryException">There is no such file, it cannot be read, it changes while it is read, or it is larger than
    /// <see cref="PeFile.LargestFile"/>.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true);
            if (target is not null && !Path.Exists(target.FullName))
            {
                throw new BinaryException($"it is a link to {new FileInfo(path).LinkTarget}, which does not exist; mend the link, or name a .sys file");
            }

            // The length of a pipe or a device is 0 too; opening one could wait without end.
            if ((target as FileInfo ?? new FileInfo(path)) is { Exists: true, Length: 0 })
            {
                throw new BinaryException("it has no bytes: it is empty, or no regular file; build or copy it again");
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ReadWhole(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BinaryException("there is no such file; name a .sys file");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw new BinaryException("it is a folder; name a .sys file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BinaryException($"it cannot be read: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}; mend that and run again");
        }
    }

    private static byte[] ReadWhole(FileStream stream)
    {
        if (stream.Length > PeFile.LargestFile)
        {
            throw TooLarge(stream.Length);
        }

        var bytes = new byte[stream.Length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length && stream.ReadByte() < 0
            ? bytes
            : throw new BinaryException("it changed while it was read; run again when it is written");
    }

    /// <summary>The refusal of a file for its size.</summary>
    internal static BinaryException TooLarge(long bytes) =>
        new($"it has {bytes >> 20} MiB, more than the {PeFile.LargestFile >> 20} MiB that are read; no driver is that large");
}
