namespace Verifier.Cli.Files;

/// <summary>Replaces a file as a whole: a reader finds the old one or the new one, even if the program is killed.</summary>
internal static class WholeFile
{
    /// <summary>Writes the content beside the file, sees that it is on the disk, and gives it the file's name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <exception cref="IOException">It cannot be written; the old one is as it was.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = Beside(path);
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>The name that a file has while it is written; two programs have two.</summary>
    public static string Beside(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Environment.ProcessId}");
}
